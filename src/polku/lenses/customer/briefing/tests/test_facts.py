"""What rules may ask of the facts. Made by hand: no database."""

import pytest

from polku.lenses.customer.belonging import Belongs
from polku.lenses.customer.briefing.facts import Facts, Happened, Met, matter_of
from polku.lenses.customer.briefing.points import Evidence, Place
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.waiting import Waiting
from polku.lenses.customer.who import Who
from polku.timeline.vocabulary import Kind, Side

AINO = Who(1, "person", "Aino Virtanen", True, 0, 0, 0, 0)


def happened(moment: int, kind: Kind, side: Side = Side.CUSTOMER, **fields: str) -> Happened:
    return Happened(moment, 0, 1, moment, kind, side, "support", **fields)  # type: ignore[arg-type]


def facts(*newest_first: Happened, **more: object) -> Facts:
    told = {"now": 100, "language": "en", "abandon_after": 50, "who": AINO, "happened": list(newest_first)}
    return Facts(**(told | more))  # type: ignore[arg-type]


def test_both_sides_are_told_apart_by_kind_and_stay_newest_first() -> None:
    asked, ours, again = happened(1, Kind.ASKED), happened(2, Kind.ASKED, Side.US), happened(3, Kind.ASKED)
    thanked = happened(4, Kind.THANKED)
    known = facts(thanked, again, ours, asked)
    assert known.theirs() == [thanked, again, asked]
    assert known.theirs(Kind.ASKED) == [again, asked]
    assert known.our(Kind.ASKED) == [ours]
    assert known.theirs(Kind.PAID) == []
    assert known.theirs(Kind.ASKED) == [again, asked]  # asked twice, answered the same


@pytest.mark.parametrize(
    ("kinds", "left_at"),
    [
        ([], None),
        ([Kind.LEFT], 0),
        ([Kind.ORDERED, Kind.LEFT], 0),
        ([Kind.LEFT, Kind.ORDERED], None),
        ([Kind.LEFT, Kind.THANKED], 0),
        ([Kind.LEFT, Kind.ORDERED, Kind.LEFT], 2),
    ],
)
def test_who_left_has_left_until_they_order_again(kinds: list[Kind], left_at: int | None) -> None:
    newest_first = [happened(moment, kind) for moment, kind in enumerate(kinds)][::-1]
    expected = None if left_at is None else max(kinds.index(Kind.LEFT), left_at)
    assert facts(*newest_first).left_at == expected


def test_it_is_in_use_since_it_came_and_before_that_since_it_was_ordered() -> None:
    ordered, service = happened(10, Kind.ORDERED), happened(40, Kind.DELIVERED, Side.US)
    installed = happened(20, Kind.DELIVERED, Side.US)
    assert facts().in_use_since is None
    assert facts(ordered).in_use_since == 10
    assert facts(installed, ordered).in_use_since == 20
    # A yearly service is a delivery too; what is in use is so since the first one after the order.
    assert facts(service, installed, ordered).in_use_since == 20
    assert facts(happened(50, Kind.ORDERED), service, installed, ordered).in_use_since == 50


def test_what_was_ordered_after_a_moment_is_asked_by_the_moment() -> None:
    known = facts(happened(10, Kind.ORDERED))
    assert [known.ordered_after(moment) for moment in (9, 10, 11)] == [True, False, False]


def test_a_conversation_waits_from_its_opening_on() -> None:
    waiting = Waiting(1, "support", "t", "mail", 5, 6, 1, "", "")
    known = facts(waiting=[waiting])
    assert known.waits(happened(5, Kind.COMPLAINED, thread="t"))
    assert not known.waits(happened(4, Kind.COMPLAINED, thread="t"))
    assert not known.waits(happened(6, Kind.COMPLAINED, thread="u"))


def test_ours_are_whom_they_met_each_once() -> None:
    met = [
        Met(1, "support", "", "phone", 0, None, None, "", None, people)
        for people in (["Sari"], ["Mikko", "Sari"])
    ]
    known = facts(met=met)
    assert known.ours == ["Sari", "Mikko"]
    assert known.note("Mikko swept\nthe stairs") == "[…] swept the stairs"
    assert known.note("") == ""


def test_a_quote_is_signed_only_where_several_may_speak() -> None:
    alone = facts()
    assert alone.quote("It hums. t. Aino Virtanen", 1) == Quote("It hums.")
    together = facts(members=[Belongs(7, "Ville Koski", 0, 0, 0)])
    assert together.quote("It hums. t. Ville Koski", 7) == Quote("It hums.", by="Ville Koski")
    assert together.quote("It hums", 1) == Quote("It hums")


def test_a_touchpoint_has_its_title_where_the_map_knows_it() -> None:
    known = facts(titles={"sales-visit": "Myyntikäynti"})
    assert known.place("sales-visit") == Place("sales-visit", "Myyntikäynti")
    assert known.place("chat") == Place("chat", "")


def test_two_interactions_of_one_event_are_two_matters() -> None:
    first, second = (Happened(9, ordinal, 1, 0, Kind.RATED, Side.CUSTOMER, "survey") for ordinal in (0, 1))
    assert matter_of(first) != matter_of(second)
    assert (first.evidence, second.evidence) == (Evidence(9, 0), Evidence(9, 1))


@pytest.mark.parametrize(("about", "thread", "reference"), [("o", "t", "o"), ("", "t", "t"), ("", "", "")])
def test_what_it_is_about_is_the_order_or_else_the_conversation(
    about: str, thread: str, reference: str
) -> None:
    assert happened(0, Kind.ASKED, about=about, thread=thread).reference == reference
