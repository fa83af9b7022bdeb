"""What was promised, and whether it held."""

from typing import Any

import pytest

from polku.identity.models import Membership
from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.points import Place
from polku.lenses.customer.briefing.said import Telling
from polku.lenses.customer.briefing.tests.pointed import found, offered, said_to_all, scored
from polku.lenses.customer.tests.told import at, customer, did, tell

pytestmark = pytest.mark.django_db(databases="__all__")
DUE = "2026-11-10 12:00"


def promised(**fields: Any) -> Any:
    told = {"about": "o1", "due_at": at(DUE), "touchpoint": "installation"} | fields
    return did("2026-11-01 09:00", "promised", **told)


@pytest.mark.parametrize(
    ("happened", "telling"),
    [
        ([], Telling.NOT),
        ([("2026-11-09 09:00", "informed", {"due_at": at("2026-11-12 12:00")})], Telling.FIRST),
        ([("2026-11-11 09:00", "informed", {})], Telling.AFTER_DUE),
        ([("2026-11-11 09:00", "asked", {})], Telling.ASKED),
        ([("2026-11-11 09:00", "asked", {}), ("2026-11-11 10:00", "informed", {})], Telling.AFTER_ASKING),
    ],
)
def test_what_is_overdue_says_whether_they_were_told(
    happened: list[tuple[str, str, dict[str, Any]]], telling: Telling
) -> None:
    aino = customer("Aino")
    tell(aino, promised(), *(did(when, kind, about="o1", **more) for when, kind, more in happened))
    assert [one.telling for one in found(said.Overdue, aino)] == [telling]


def test_untold_weighs_more_than_told() -> None:
    aino, kerttu = customer("Aino"), customer("Kerttu")
    tell(aino, promised(), did("2026-11-09 09:00", "informed", about="o1", due_at=at("2026-11-12 12:00")))
    tell(kerttu, promised())
    # open 50; eight and ten days ago are 14; 10 more where nobody told.
    assert [score.total for score in scored("overdue", aino)] == [64]
    assert [score.total for score in scored("overdue", kerttu)] == [74]


def test_a_promise_with_a_later_date_is_moved_until_that_date_and_then_overdue() -> None:
    aino = customer("Aino")
    tell(aino, promised(), did("2026-11-09 09:00", "informed", about="o1", due_at=at("2026-11-12 12:00")))
    assert len(found(said.Moved, aino, "2026-11-11 12:00")) == 1
    assert found(said.Overdue, aino, "2026-11-11 12:00") == []
    assert found(said.Moved, aino, "2026-11-13 12:00") == []
    assert [one.due_at for one in found(said.Overdue, aino, "2026-11-13 12:00")] == [at("2026-11-12 12:00")]


def test_a_moved_promise_is_not_said_to_be_coming_as_well() -> None:
    aino = customer("Aino")
    tell(aino, promised(), did("2026-11-05 09:00", "informed", about="o1", due_at=at("2026-11-25 12:00")))
    assert [rule for rule in said_to_all(aino) if rule in {"moved", "due"}] == ["moved"]


def test_done_after_its_first_date_is_late_whatever_was_agreed_since() -> None:
    aino = customer("Aino")
    tell(
        aino,
        promised(),
        did("2026-11-09 09:00", "informed", about="o1", due_at=at("2026-11-12 12:00")),
        did("2026-11-12 09:00", "delivered", about="o1"),
    )
    (late,) = found(said.DoneLate, aino)
    assert (late.original_due_at, late.done_at) == (at(DUE), at("2026-11-12 09:00"))
    assert late.telling is Telling.FIRST


def test_all_are_kept_only_where_every_one_was() -> None:
    aino = customer("Aino")
    tell(aino, promised(), did("2026-11-10 11:00", "delivered", about="o1"))
    tell(aino, promised(about="o2"), did("2026-11-09 11:00", "delivered", about="o2"))
    assert [(one.done_at, one.all_of) for one in found(said.Kept, aino)] == [(at("2026-11-10 11:00"), 2)]
    tell(aino, promised(about="o3"))
    assert [one.all_of for one in found(said.Kept, aino)] == [0]


def test_a_second_broken_promise_is_counted_and_a_first_is_not() -> None:
    aino = customer("Aino")
    tell(aino, promised(), promised(about="o2"), did("2026-11-09 11:00", "delivered", about="o2"))
    assert found(said.OftenLate, aino) == []
    tell(aino, promised(about="o3"))
    assert found(said.OftenLate, aino) == [said.OftenLate(2, 3)]


def test_what_fell_due_more_than_two_years_ago_is_not_counted() -> None:
    aino = customer("Aino")
    tell(aino, promised(), promised(about="o2"))
    assert found(said.OftenLate, aino, "2028-11-11 12:00") == []


def test_a_number_is_said_only_where_two_are_called_the_same() -> None:
    aino = customer("Aino")
    tell(aino, promised())
    assert [one.what for one in found(said.Overdue, aino)] == [said.What("", Place("installation"), "")]
    tell(aino, promised(about="o2"))
    assert {one.what.reference for one in found(said.Overdue, aino)} == {"o1", "o2"}


def test_evidence_is_where_it_was_promised_asked_after_and_done() -> None:
    aino = customer("Aino")
    tell(
        aino,
        promised(),
        did("2026-11-02 09:00", "asked", "customer", about="another"),
        did("2026-11-11 09:00", "asked", "customer", about="o1"),
        did("2026-11-12 09:00", "delivered", about="o1"),
        did("2026-11-13 09:00", "informed", about="o1"),
    )
    (late,) = [one for one in offered(aino) if one.rule == "done_late"]
    assert [one.event_id for one in late.evidence] == [1, 3, 4]


def test_what_was_told_of_a_colleague_keeps_a_promise_to_an_organisation() -> None:
    firm, aino, ville = customer("Acme", entity="organisation"), customer("Aino"), customer("Ville")
    for person in (aino, ville):
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=0, last_at=0)
    tell(aino, promised())
    assert len(found(said.Overdue, aino)) == len(found(said.Overdue, firm)) == 1
    tell(ville, did("2026-11-10 11:00", "delivered", about="o1"))
    assert found(said.Overdue, aino) == found(said.Overdue, firm) == []


def test_a_stranger_with_the_same_number_keeps_nothing() -> None:
    firm, aino, ville = customer("Acme", entity="organisation"), customer("Aino"), customer("Ville")
    Membership.objects.create(person_id=aino, organisation_id=firm, first_at=0, last_at=0)
    tell(aino, promised())
    tell(ville, did("2026-11-10 11:00", "delivered", about="o1"))
    assert len(found(said.Overdue, aino)) == 1
