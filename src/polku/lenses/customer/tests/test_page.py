from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from polku.identity.models import Identifier, Membership, Trait
from polku.lenses.customer.complaints import open_complaints
from polku.lenses.customer.contact import Contact
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lenses.customer.who import present_id
from polku.timeline.folds.promises import State

pytestmark = pytest.mark.django_db(databases="__all__")


def page(customer_id: int, now: str = "2026-11-20 12:00") -> CustomerPage:
    found = customer_page(customer_id, at(now))
    assert found is not None
    return found


def test_nobody_has_no_page() -> None:
    assert customer_page(4711, 0) is None
    assert present_id(4711) is None
    assert present_id(2**70) is None


def test_an_absorbed_id_leads_to_the_present_customer() -> None:
    aino = customer("Aino", ("account", "a-1", "unique"), ("email", "aino@example.org", "shareable"))
    absorbed = Identifier.objects.get(namespace="email").pk
    assert (present_id(aino), present_id(absorbed)) == (aino, aino)


def test_the_strongest_names_stand_first_and_the_newest_fact_wins() -> None:
    aino = customer(
        "Aino", ("cookie", "c", "weak"), ("email", "a@example.org", "shareable"), ("account", "1", "unique")
    )
    cookie, email, _ = Identifier.objects.order_by("pk")
    Trait.objects.create(identifier=email, name="city", value='"Turku"', occurred_at=5, event_id=1)
    Trait.objects.create(identifier=cookie, name="city", value='"Espoo"', occurred_at=9, event_id=2)
    seen = page(aino)
    assert [name.namespace for name in seen.names] == ["account", "email", "cookie"]
    assert [(fact.name, fact.value, fact.told_at) for fact in seen.facts] == [("city", "Espoo", 9)]


def test_what_is_open_is_the_unanswered_question_the_promise_and_the_complaint() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-20 08:00", "asked", "customer", thread="m1", channel="mail", text="Which socket?"),
        did("2026-11-20 09:00", "asked", "customer", thread="m1", channel="mail", text="Hello?"),
        did("2026-11-19 08:00", "asked", "customer", thread="m2", text="When?"),
        did("2026-11-19 08:05", "answered", "us", thread="m2", automatic=True),
        did("2026-11-19 09:00", "answered", "us", thread="m2", actor="Mikko"),
        did(
            "2026-11-01 09:00", "promised", about="o1", due_at=at("2026-11-24 12:00"), subject="Installation"
        ),
        did("2026-11-10 09:00", "informed", about="o1", due_at=at("2026-12-02 12:00")),
        did("2026-11-01 09:00", "promised", about="o2", due_at=at("2026-11-05 12:00")),
        did("2026-11-12 09:00", "complained", thread="c1", about="o1", text="Too loud"),
        did("2026-11-13 09:00", "complained", thread="c2", about="o3", text="Scratched"),
        did("2026-11-14 09:00", "fixed", thread="x", about="o3"),
    )
    seen = page(aino).open
    first = seen.waiting[-1]
    assert (first.text, first.waiting_since, first.questions) == ("Which socket?", at("2026-11-20 08:00"), 2)
    assert [one.text for one in seen.waiting] == ["Too loud", "Scratched", "Which socket?"]
    assert [(one.facts.reference, one.state) for one in seen.promises] == [
        ("o2", State.BROKEN),
        ("o1", State.OPEN),
    ]
    moved = seen.promises[1].facts
    assert (moved.original_due_at, moved.due_at, moved.told_before_asked) == (
        at("2026-11-24 12:00"),
        at("2026-12-02 12:00"),
        True,
    )
    assert [one.text for one in seen.complaints] == ["Too loud"]


@pytest.mark.parametrize(
    ("complaint", "later", "still_open"),
    [
        ({"thread": "t"}, {"kind": "fixed", "thread": "t"}, False),
        ({"thread": "t"}, {"kind": "answered", "thread": "t", "outcome": "solved"}, False),
        ({"thread": "t"}, {"kind": "answered", "thread": "t"}, True),
        ({"thread": "t"}, {"kind": "fixed", "thread": "other"}, True),
        ({"about": "o1"}, {"kind": "fixed", "about": "o2"}, True),
        ({}, {"kind": "fixed"}, False),
        ({}, {"kind": "fixed", "touchpoint": "elsewhere"}, True),
    ],
)
def test_a_complaint_is_open_until_it_is_put_right(
    complaint: dict[str, str], later: dict[str, str], still_open: bool
) -> None:
    aino = customer("Aino")
    fields = dict(later)
    kind = fields.pop("kind")
    tell(
        aino,
        did("2026-11-01 09:00", "complained", **complaint),
        did("2026-11-02 09:00", kind, "us", **fields),
    )
    assert bool(page(aino).open.complaints) is still_open


@pytest.mark.parametrize(
    ("complaint", "fix", "still_open"),
    [
        ("2026-11-02 09:00", "2026-11-02 09:00", False),  # at the same moment
        ("2026-11-02 09:00", "2026-11-01 09:00", True),  # put right before, and wrong again
    ],
)
def test_only_what_came_after_a_complaint_puts_it_right(complaint: str, fix: str, still_open: bool) -> None:
    aino = customer("Aino")
    tell(aino, did(complaint, "complained", about="o1"), did(fix, "fixed", "us", about="o1"))
    assert bool(page(aino).open.complaints) is still_open


def test_a_complaint_that_names_its_matter_is_not_put_right_by_what_is_fixed_elsewhere_at_its_place() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "complained", about="o1", text="names its matter"),
        did("2026-11-01 10:00", "complained", text="names nothing"),
        did("2026-11-02 09:00", "fixed", "us", about="o2"),
        did("2026-11-03 09:00", "answered", "us", outcome="solved"),
    )
    # The fix of o2 stands at the same touchpoint: it puts right what names nothing, and not o1.
    assert [one.text for one in page(aino).open.complaints] == ["names its matter"]


def test_a_complaint_that_brings_its_outcome_along_is_not_open() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "complained", thread="t", outcome="refunded"),
        did("2026-11-01 09:00", "complained", outcome="refunded", text="in no conversation"),
    )
    assert [one.text for one in page(aino).open.complaints] == ["in no conversation"]


def test_one_customers_fix_puts_right_nobody_elses_complaint() -> None:
    aino, eero = customer("Aino"), customer("Eero", ("account", "e-1", "unique"))
    tell(aino, did("2026-11-01 09:00", "complained", about="o1"))
    tell(eero, did("2026-11-02 09:00", "fixed", "us", about="o1"))
    both = open_complaints([aino, eero])
    assert [one.customer_id for one in both] == [aino]


def test_a_hundred_open_complaints_are_read_the_oldest_of_them() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "complained", about="settled"),
        did("2026-11-01 09:01", "fixed", "us", about="settled"),
        *(did(f"2026-11-02 {n // 60:02}:{n % 60:02}", "complained", about=f"o{n}") for n in range(101)),
    )
    found = open_complaints([aino])
    assert (len(found), found[0].about, found[-1].about) == (100, "o0", "o99")


def test_the_contact_is_whom_they_meet_most_lately_and_of_equals_the_last() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2024-01-10 09:00", "met", "us", actor="Sari"),
        *(did(f"2024-02-{day:02} 09:00", "met", "us", actor="Sari") for day in range(1, 9)),
        *(did(f"2025-{month:02}-01 09:00", "met", "us", actor="Mikko") for month in range(1, 6)),
        *(did(f"2025-{month:02}-01 09:00", "met", "us", actor="Sari") for month in range(6, 11)),
    )
    contact = page(aino).contact
    assert contact is not None
    # The last ten encounters: five with Mikko, then five with Sari; the tie goes to Sari, met since January 2024.
    assert (contact.actor, contact.met, contact.among) == ("Sari", 5, 10)
    assert contact.since == at("2024-01-10 09:00")
    assert contact.regular  # 5 of 10 is every other time


@pytest.mark.parametrize(
    ("met", "among", "regular"), [(1, 1, False), (2, 2, True), (2, 5, False), (5, 10, True)]
)
def test_a_regular_contact_is_met_again_and_at_least_every_other_time(
    met: int, among: int, regular: bool
) -> None:
    assert Contact("Sari", 0, met, among).regular is regular


def test_automatic_messages_make_nobody_the_contact() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "answered", "us", actor="robot", automatic=True))
    assert page(aino).contact is None


def test_purchases_are_summed_per_currency() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-01-01 09:00", "ordered", about="o1", amount=1000, currency="EUR"),
        did("2026-02-01 09:00", "ordered", about="o2", amount=250, currency="EUR", subject="Filter"),
        did("2026-01-02 09:00", "paid", about="o1", amount=1000, currency="EUR"),
        did("2026-03-01 09:00", "returned", about="o2", amount=250, currency="EUR"),
        did("2026-01-05 09:00", "ordered", about="o3", amount=70, currency="SEK"),
    )
    seen = page(aino)
    euros, crowns = seen.purchases
    assert (euros.currency, euros.orders, euros.ordered, euros.paid, euros.returned) == (
        "EUR",
        2,
        1250,
        1000,
        250,
    )
    assert (crowns.orders, crowns.ordered, crowns.paid) == (1, 70, None)
    assert seen.last_purchase is not None
    assert (seen.last_purchase.about, seen.last_purchase.occurred_at) == ("o2", at("2026-02-01 09:00"))


def test_ratings_and_last_words_are_the_newest_five_of_the_customer() -> None:
    aino = customer("Aino")
    tell(
        aino,
        *(
            did(f"2026-01-{day:02} 09:00", "rated", rating=day, rating_low=1, rating_high=10)
            for day in range(1, 8)
        ),
        did("2026-02-01 09:00", "asked", "customer", text="Where is it?"),
        did("2026-02-01 10:00", "answered", "us", text="On its way."),
    )
    seen = page(aino)
    assert [(one.rating, one.rating_low, one.rating_high) for one in seen.ratings] == [
        (day, 1, 10) for day in (7, 6, 5, 4, 3)
    ]
    assert [one.text for one in seen.words] == ["Where is it?"]


def test_counts_tell_how_much_there_is() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-01-01 09:00", "asked", "customer"),
        did("2026-01-01 09:10", "answered", "us"),
        did("2026-01-03 09:00", "promised", about="o", due_at=at("2026-01-05 09:00")),
        did("2026-01-04 09:00", "delivered", about="o"),
    )
    counts = page(aino).counts
    assert (counts.interactions, counts.encounters, counts.questions) == (4, 3, 1)
    assert counts.promises == {State.KEPT: 1}


def test_an_organisation_is_shown_together_with_its_people() -> None:
    firm = customer("Acme", entity="organisation")
    aino, ville = customer("Aino"), customer("Ville")
    for person in (aino, ville):
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=3, last_at=4)
    tell(firm, did("2026-01-01 09:00", "ordered", amount=500, currency="EUR"))
    tell(aino, did("2026-01-02 09:00", "asked", "customer", text="Where?"))
    tell(ville, did("2026-01-03 09:00", "ordered", amount=200, currency="EUR"))
    seen = page(firm)
    assert [(one.name, one.since) for one in seen.members] == [("Ville", 3), ("Aino", 3)]
    assert seen.whose == [firm, ville, aino]
    assert [(one.orders, one.ordered) for one in seen.purchases] == [(2, 700)]
    assert [one.customer_id for one in seen.open.waiting] == [aino]
    assert [one.id for one in page(aino).organisations] == [firm]
    assert page(aino).counts.interactions == 1


def test_an_organisations_promises_are_one_ledger_whoever_of_its_people_heard_of_them() -> None:
    firm, aino, ben = customer("Acme", entity="organisation"), customer("Aino"), customer("Ben")
    for person in (aino, ben):
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=3, last_at=4)
    due = at("2026-11-10 12:00")
    tell(
        aino,
        did("2026-11-01 09:00", "promised", about="o1", due_at=due),
        did("2026-11-01 09:05", "promised", about="o2", due_at=due),
        did("2026-11-01 09:10", "promised", about="o3", due_at=due),
    )
    tell(
        ben,
        did("2026-11-09 09:00", "delivered", about="o1"),  # promised to Aino, delivered to Ben
        did(
            "2026-11-05 09:00", "promised", about="o2", due_at=at("2026-11-25 12:00")
        ),  # another date for hers
    )
    told = {one.facts.reference: (one.state, one.facts.redated) for one in page(firm).promised}
    assert told == {"o1": (State.KEPT, 0), "o2": (State.BROKEN, 1), "o3": (State.BROKEN, 0)}
    assert [one.facts.reference for one in page(firm).open.promises] == ["o3", "o2"]
    assert {one.state for one in page(aino).promised} == {
        State.BROKEN
    }  # of her own path, nothing more is known


@pytest.mark.parametrize("encounters", [1, 120])
def test_a_page_asks_the_same_few_questions_however_long_the_path(
    encounters: int, django_assert_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    aino = customer("Aino")
    tell(
        aino,
        *(
            did(f"2026-{1 + n // 28:02}-{1 + n % 28:02} 09:00", "met", "us", actor="Mikko")
            for n in range(encounters)
        ),
    )
    with django_assert_num_queries(14):
        page(aino)
