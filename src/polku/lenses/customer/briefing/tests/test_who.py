"""Who they are to us."""

import pytest
from django.utils import translation

from polku.identity.models import Claim, Customer, Identifier, Membership, Trait
from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.gather import NEWEST
from polku.lenses.customer.briefing.points import WHOLE, Evidence
from polku.lenses.customer.briefing.tests.pointed import found, offered, said_to_all, scored
from polku.lenses.customer.tests.told import at, customer, did, tell

pytestmark = pytest.mark.django_db(databases="__all__")


def met(day: str, *people: str) -> list[object]:
    return [did(f"{day} 09:00", "met", "us", thread=day, actor=name) for name in people]


def test_nobody_is_said_to_be_nobody() -> None:
    assert [one.said for one in offered(customer("Aino"))] == [said.Nothing()]


def test_who_only_visits_has_not_spoken_with_us() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-01 09:00", "visited"), did("2026-11-02 09:00", "visited"))
    assert [one.said for one in offered(aino)] == [said.OnlyVisits(at("2026-11-02 09:00"))]


def test_a_customer_is_one_since_the_first_order() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-01-02 09:00", "asked", "customer", thread="q"),
        did("2026-02-02 09:00", "ordered", amount=100, currency="EUR"),
        did("2026-03-02 09:00", "ordered", subject="Filter", amount=200, currency="EUR"),
    )
    (since,) = found(said.CustomerSince, aino)
    assert (since.since, since.orders, since.amount) == (at("2026-02-02 09:00"), 2, 300)
    assert (since.latest, since.latest_at) == ("Filter", at("2026-03-02 09:00"))


def test_a_long_life_since_does_not_move_the_first_order() -> None:
    aino = customer("Aino")
    tell(aino, did("2025-02-02 09:00", "asked", "customer"), did("2025-03-02 09:00", "ordered"))
    tell(aino, *(did(f"2026-{1 + n // 28:02}-{1 + n % 28:02} 09:00", "informed") for n in range(NEWEST + 1)))
    assert [one.since for one in found(said.CustomerSince, aino)] == [at("2025-03-02 09:00")]


def test_orders_in_two_currencies_have_no_sum() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-02-02 09:00", "ordered", amount=100, currency="EUR"),
        did("2026-03-02 09:00", "ordered", amount=200, currency="SEK"),
    )
    assert [(one.orders, one.amount) for one in found(said.CustomerSince, aino)] == [(2, None)]


def test_who_left_and_came_back_has_not_left() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-03-02 09:00", "left", text="Too dear"))
    assert [one.quote and one.quote.text for one in found(said.LeftUs, aino)] == ["Too dear"]
    tell(aino, did("2026-04-02 09:00", "ordered"))
    assert found(said.LeftUs, aino) == []


def test_the_language_is_said_to_who_reads_another() -> None:
    aino = customer("Aino")
    Trait.objects.create(identifier_id=aino, name="locale", value='"sv-FI"', occurred_at=1, event_id=7)
    with translation.override("fi"):
        (spoken,) = [one for one in offered(aino) if one.rule == "speaks"]
    assert spoken.said == said.Speaks("sv")
    assert spoken.evidence == (Evidence(7, WHOLE),)
    with translation.override("sv"):
        assert found(said.Speaks, aino) == []


@pytest.mark.parametrize("value", ['""', "7", '"?!"', "null"])
def test_what_is_no_language_is_not_said(value: str) -> None:
    aino = customer("Aino")
    Trait.objects.create(identifier_id=aino, name="language", value=value, occurred_at=1, event_id=7)
    assert found(said.Speaks, aino) == []


def test_the_contact_person_is_who_was_met_in_half_of_the_last_encounters() -> None:
    aino = customer("Aino")
    for day, name in (("2025-01-05", "Mikko"), ("2025-02-05", "Sari"), ("2025-03-05", "Mikko")):
        tell(aino, *met(day, name))  # type: ignore[arg-type]
    assert found(said.Meets, aino) == [said.Meets("Mikko", at("2025-01-05 09:00"), 2, 3)]


def test_a_contact_person_of_half_a_year_has_one_before() -> None:
    aino = customer("Aino")
    for month in (1, 2, 3):
        tell(aino, *met(f"2026-0{month}-05", "Mikko"))  # type: ignore[arg-type]
    for month in (6, 7, 8, 9):
        tell(aino, *met(f"2026-0{month}-05", "Sari"))  # type: ignore[arg-type]
    assert found(said.MeetsAnother, aino) == [said.MeetsAnother("Sari", at("2026-06-05 09:00"), "Mikko")]
    assert [score.unusual for score in scored("meets", aino)] == [20]
    # Half a year later the change is no news.
    assert found(said.MeetsAnother, aino, "2027-02-05 09:00") == []


def test_without_a_contact_person_it_is_said_how_many_they_met() -> None:
    aino = customer("Aino")
    for number, name in enumerate(("Mikko", "Sari", "Petra", "Antero"), start=1):
        tell(aino, *met(f"2026-0{number}-05", name))  # type: ignore[arg-type]
    assert found(said.MeetsMany, aino) == [said.MeetsMany(4, 4)]


def test_one_meeting_makes_no_contact_person() -> None:
    aino = customer("Aino")
    tell(aino, *met("2026-01-05", "Mikko"))  # type: ignore[arg-type]
    assert "meets" not in said_to_all(aino)


def test_an_organisations_people_are_named_and_the_rest_counted() -> None:
    firm = customer("Acme", entity="organisation")
    for number in range(5):
        person = customer(f"Person {number}")
        Customer.objects.filter(pk=person).update(last_at=number)
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=0, last_at=0)
    assert found(said.People, firm) == [said.People(["Person 4", "Person 3", "Person 2"], 2)]
    assert found(said.BelongsTo, person) == [said.BelongsTo("Acme", ["Person 3", "Person 2", "Person 1"])]


@pytest.mark.parametrize(
    ("policy", "crowded", "revoked", "named"),
    [
        ("shareable", False, False, ["Timo"]),
        ("weak", False, False, []),  # a family's tablet
        ("shareable", True, False, []),  # info@ of half the town
        ("shareable", False, True, []),  # somebody decided that it was a mistake
    ],
)
def test_who_shares_a_mailbox_is_named(policy: str, crowded: bool, revoked: bool, named: list[str]) -> None:
    saara = customer("Saara", ("account", "1", "unique"), ("email", "koski@posti.example", policy))
    timo = customer("Timo")
    mailbox = Identifier.objects.get(namespace="email")
    Identifier.objects.filter(pk=mailbox.pk).update(crowded=crowded)
    Claim.objects.create(low_id=mailbox.pk, high_id=timo, first_at=0, event_id=1, revoked=revoked)
    assert [one.names for one in found(said.Shares, saara)] == ([named] if named else [])
    assert [one.names for one in found(said.Shares, timo)] == ([["Saara"]] if named else [])
