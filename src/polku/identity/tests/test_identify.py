"""What a batch leaves in the tables."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from polku.identity.identify import Seen, identify
from polku.identity.memory import MEMORY
from polku.identity.models import (
    Claim,
    Customer,
    Identifier,
    Membership,
    Merge,
    Review,
    Sighting,
    Stamp,
    Trait,
)
from polku.identity.tests.telling import clusters, identifier, reference, seen, tell, together
from polku.touchpoints.reading import Entity, Policy, Reference

pytestmark = pytest.mark.django_db(databases="__all__")


def test_anonymous_history_joins_the_person_once_known() -> None:
    tell(seen("cookie:c", at=1))
    tell(seen("crm:1", at=2))
    found = tell(seen("crm:1 cookie:c", at=3))
    assert clusters() == together("crm:1 cookie:c")
    (moved,) = found.moved
    assert (moved.identifier_id, moved.from_customer, moved.to_customer) == (
        identifier("crm:1").pk,
        identifier("crm:1").pk,
        identifier("cookie:c").pk,
    )


def test_every_event_is_filed_under_its_strongest_name() -> None:
    events = [seen("cookie:c email:e crm:1"), seen("cookie:c email:e"), seen("cookie:c")]
    found = tell(*events)
    names = [identifier(name).pk for name in ("crm:1", "email:e", "cookie:c")]
    assert found.identifiers == names
    assert len(set(found.customers)) == 1
    assert list(Sighting.objects.order_by("event_id").values_list("identifier_id", flat=True)) == names


def test_what_moved_is_told_once_and_newcomers_never() -> None:
    found = tell(seen("cookie:c", at=1), seen("crm:1 cookie:c", at=2))
    assert found.moved == []
    again = tell(seen("crm:1 cookie:c", at=3))
    assert again.moved == []


def test_a_customers_id_is_the_lowest_of_its_names() -> None:
    tell(seen("email:e"), seen("crm:1"))
    tell(seen("crm:1 email:e"))
    assert Customer.objects.get().pk == identifier("email:e").pk
    assert not Customer.objects.filter(pk=identifier("crm:1").pk).exists()


def test_a_merge_says_when_and_by_which_claim_and_event() -> None:
    tell(seen("email:e", at=1), seen("crm:1", at=2))
    joining = seen("crm:1 email:e", at=3)
    tell(joining)
    merge = Merge.objects.select_related("claim").get()
    assert (merge.happened_at, merge.event_id, merge.decided_by) == (3, joining.event_id, "")
    assert merge.absorbed_id == identifier("crm:1").pk
    assert merge.claim == Claim.objects.get()


def test_history_does_not_depend_on_batches() -> None:
    tell(seen("email:e", at=1), seen("crm:1", at=2), seen("crm:1 email:e", at=3))
    assert Merge.objects.count() == 1
    tell(seen("crm:2 email:f cookie:x", at=4), seen("crm:2 phone:p", at=5))
    assert Merge.objects.count() == 1


def test_an_earlier_telling_of_a_claim_counts_from_then() -> None:
    tell(seen("crm:1 email:e", at=20), seen("crm:2 email:e", at=30))
    assert clusters() == together("crm:1 email:e", "crm:2")
    tell(seen("crm:2 email:e", at=10))
    assert clusters() == together("crm:1", "crm:2 email:e")
    assert Claim.objects.get(low=identifier("email:e"), high=identifier("crm:2")).first_at == 10
    assert Merge.objects.get().undone


def test_the_newest_told_fact_wins_whatever_came_last() -> None:
    tell(seen("crm:1", at=20, name="Aino Mäki", city="Turku"))
    tell(seen("crm:1", at=10, name="Aino Virtanen", phone="0401"))
    assert set(Trait.objects.values_list("name", "value")) == {
        ("name", '"Aino Mäki"'),
        ("city", '"Turku"'),
        ("phone", '"0401"'),
    }
    assert Customer.objects.get().name == "Aino Mäki"


def test_a_name_told_again_later_wins_over_another_identifiers() -> None:
    tell(seen("crm:1", at=10, name="Aino"), seen("email:e", at=20, name="A. Virtanen"))
    tell(seen("crm:1 email:e", at=5))
    assert Customer.objects.get().name == "A. Virtanen"
    tell(seen("crm:1", at=30, name="Aino"))
    assert Customer.objects.get().name == "Aino"


def test_empty_facts_say_nothing() -> None:
    tell(seen("crm:1", at=1, city="Turku"), seen("crm:1", at=2, city="", age=None))
    assert list(Trait.objects.values_list("value", flat=True)) == ['"Turku"']


def test_first_and_last_moments_take_in_late_events() -> None:
    tell(seen("crm:1", at=50))
    tell(seen("crm:1", at=10))
    tell(seen("crm:1", at=90))
    tell(seen("crm:1", at=70))
    customer = Customer.objects.get()
    assert (customer.first_at, customer.last_at) == (10, 90)


def test_a_person_belongs_to_an_organisation_and_is_not_it() -> None:
    event = seen("crm:1 company:acme", at=5, name="Aino")
    event.organisation_traits = {"name": "Acme Oy"}
    found = tell(event, seen("company:acme", at=7), seen("crm:1 company:acme", at=9))
    assert clusters() == together("crm:1", "company:acme")
    membership = Membership.objects.get()
    assert (membership.first_at, membership.last_at) == (5, 9)
    names = dict(Customer.objects.values_list("entity", "name"))
    assert names == {"person": "Aino", "organisation": "Acme Oy"}
    assert found.identifiers[0] == identifier("crm:1").pk


def test_an_event_that_names_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="names nobody"):
        identify([Seen(1, 1, [], {}, {})])


def test_the_weaker_of_two_policies_counts() -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    weak = Reference("email", "e", Policy.WEAK)
    tell(Seen(900, 3, [reference("phone:p"), weak], {}, {}))
    assert Identifier.objects.get(value="e").policy == "weak"
    assert clusters() == together("crm:1 email:e", "crm:2", "phone:p")


def test_values_that_a_database_cannot_hold_are_told_apart_still() -> None:
    long = [Reference("crm", "x" * 400 + end, Policy.UNIQUE) for end in "ab"]
    strange = [Reference("crm", value, Policy.UNIQUE) for value in ("nul\0", "lone\ud800")]
    for _ in range(2):
        found = tell(*(Seen(n, 1, [one], {}, {}) for n, one in enumerate([*long, *strange])))
        assert len(set(found.identifiers)) == 4
    assert Identifier.objects.count() == 4
    assert max(len(one.value) for one in Identifier.objects.all()) <= 300


def test_the_same_event_told_again_changes_nothing() -> None:
    event = seen("crm:1 email:e", at=3, name="Aino")
    tell(event)
    before = list(Customer.objects.values())
    tell(event)
    assert list(Customer.objects.values()) == before
    assert (Claim.objects.count(), Sighting.objects.count()) == (1, 1)


def test_nothing_is_asked_of_the_graph_where_everything_is_known() -> None:
    tell(seen("crm:1 email:e cookie:c", at=3))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tell(seen("crm:1 cookie:c", at=4), seen("email:e", at=5))
    assert not [query for query in asked.captured_queries if "identity_claim" in query["sql"]]
    assert len(asked) <= 6


def test_what_a_rolled_back_batch_remembered_is_forgotten() -> None:
    tell(seen("crm:1"))
    with transaction.atomic():
        tell(seen("crm:2 email:e"))
        transaction.set_rollback(True)
    assert not Identifier.objects.filter(value="2").exists()
    tell(seen("crm:2 email:e"))
    assert clusters() == together("crm:1", "crm:2 email:e")


def test_what_another_process_wrote_is_noticed() -> None:
    tell(seen("crm:1"), seen("email:e"))
    Identifier.objects.filter(value="e").update(customer_id=identifier("crm:1").pk)
    Stamp.objects.update(token=1)
    assert len(set(tell(seen("crm:1"), seen("email:e")).customers)) == 1


def test_an_entity_is_what_it_was_first_told_to_be() -> None:
    tell(seen("crm:1"))
    tell(
        Seen(
            901, 5, [Reference("crm", "1", Policy.UNIQUE, Entity.ORGANISATION), reference("email:e")], {}, {}
        )
    )
    assert clusters() == together("crm:1 email:e")
    assert set(Customer.objects.values_list("entity", flat=True)) == {"person"}


def test_memory_forgets_what_was_not_asked_for_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MEMORY.identifiers, "_half", 2)
    monkeypatch.setattr(MEMORY.claims, "_half", 2)
    for turn in range(3):
        for number in range(6):
            tell(seen(f"crm:{number} email:{number}", at=turn))
    assert clusters() == together(*(f"crm:{number} email:{number}" for number in range(6)))


def test_a_mailbox_of_thousands_costs_what_one_person_does() -> None:
    def queries(first: int, last: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            tell(*(seen(f"crm:{n} email:info", at=n) for n in range(first, last)))
        return sum("identity_claim" in query["sql"] for query in asked.captured_queries)

    queries(0, 10)
    few = queries(10, 20)
    tell(*(seen(f"crm:{n} email:info", at=n) for n in range(20, 3000)))
    assert queries(3000, 3010) == few
    assert Identifier.objects.get(value="info").crowded
    assert len(clusters()) == 3011
    assert Review.objects.get().reason == "crowded"
