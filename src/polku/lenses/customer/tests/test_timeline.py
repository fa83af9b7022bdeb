from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from polku.lenses.customer.cursor import from_cursor, to_cursor
from polku.lenses.customer.encounters import Encounters, Filter, Show, encounter, encounters, encounters_of
from polku.lenses.customer.interactions import interactions, interactions_of
from polku.lenses.customer.promises import promises
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lenses.customer.timeline import WrongCursor
from polku.timeline.folds.encounters import Status
from polku.timeline.folds.promises import State

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")


def subjects(page: Encounters) -> list[str]:
    return [one.facts.subject for one in page.encounters]


def visits(days: range) -> list[Any]:
    return [did(f"2026-01-{day:02} 09:00", "visited", subject=f"day {day}") for day in days]


def test_encounters_come_newest_first_and_page_by_page() -> None:
    aino = customer("Aino")
    tell(aino, *visits(range(1, 6)))
    first = encounters(aino, NOW, limit=2)
    second = encounters(aino, NOW, after=first.after, limit=2)
    third = encounters(aino, NOW, after=second.after, limit=2)
    assert [subjects(page) for page in (first, second, third)] == [
        ["day 5", "day 4"],
        ["day 3", "day 2"],
        ["day 1"],
    ]
    assert third.after is None


def test_a_cursor_stays_put_while_new_events_arrive() -> None:
    aino = customer("Aino")
    tell(aino, *visits(range(1, 5)))
    first = encounters(aino, NOW, limit=2)
    tell(aino, *visits(range(10, 15)))
    assert subjects(encounters(aino, NOW, after=first.after, limit=9)) == ["day 2", "day 1"]


def test_encounters_of_one_moment_are_each_shown_once() -> None:
    people = [customer(name) for name in ("Aino", "Ville", "Eeva")]
    for person in people:
        tell(
            person, did("2026-01-01 00:00", "visited"), did("2026-01-01 00:00", "ordered", touchpoint="shop")
        )
    seen, after = [], None
    while True:
        page = encounters_of(people, NOW, after=after, limit=1)
        seen += [(one.customer_id, one.facts.touchpoint) for one in page.encounters]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 6


def test_status_is_told_of_the_asked_moment() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "asked", "us", thread="t"))
    soon, late = (
        encounters(aino, at(text)).encounters[0].status for text in ("2026-01-02 09:00", "2026-03-01 09:00")
    )
    assert (soon, late) == (Status.WAITING_FOR_CUSTOMER, Status.ABANDONED)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(show=Show.WAITING), ["question"]),
        (Filter(show=Show.COMPLAINTS), ["complaint"]),
        (Filter(show=Show.PROMISES), ["promise"]),
        (Filter(show=Show.RATED), ["rating"]),
        (Filter(touchpoint="shop"), ["promise"]),
        (Filter(channel="phone"), ["complaint"]),
        (Filter(kind="fixed"), ["complaint"]),
        (Filter(since=at("2026-01-03 00:00")), ["rating", "promise"]),
        (Filter(until=at("2026-01-01 23:00")), ["question"]),
        (Filter(channel="phone", show=Show.RATED), []),
    ],
)
def test_a_path_is_narrowed(only: Filter, expected: list[str]) -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-01-01 09:00", "asked", "customer", subject="question", thread="q"),
        did("2026-01-02 09:00", "complained", subject="complaint", channel="phone", thread="c"),
        did("2026-01-02 10:00", "fixed", channel="phone", thread="c"),
        did("2026-01-03 09:00", "promised", subject="promise", touchpoint="shop", about="o", due_at=NOW),
        did("2026-01-04 09:00", "rated", subject="rating", rating=4),
    )
    assert subjects(encounters(aino, NOW, only=only)) == expected


def test_an_encounter_is_found_by_its_key_and_opens_to_its_interactions() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-01-01 09:00", "asked", "customer", thread="t", text="one", attributes={"colour": "red"}),
        did("2026-01-01 09:00", "visited"),
        did("2026-01-01 09:20", "answered", "us", thread="t", text="two", automatic=True),
        did("2026-01-01 09:10", "asked", "customer", thread="u", text="other"),
    )
    key = next(one.key for one in encounters(aino, NOW).encounters if one.facts.thread == "t")
    found = encounter(aino, key, NOW)
    assert found is not None
    told = [kept.told for kept in interactions_of(found)]
    assert [(one.text, one.automatic, one.attributes) for one in told] == [
        ("one", False, {"colour": "red"}),
        ("two", True, None),
    ]
    assert encounter(aino + 1, key, NOW) is None


def test_interactions_page_without_loss_where_moments_are_equal() -> None:
    aino = customer("Aino")
    tell(aino, *(did("2026-01-01 00:00", "visited", subject=str(number)) for number in range(7)))
    seen, after = [], None
    while True:
        page = interactions(aino, after, 3)
        seen += [kept.told.subject for kept in page.interactions]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == [str(number) for number in range(7)]


def test_promises_stand_against_their_original_date() -> None:
    aino = customer("Aino")
    due = at("2026-01-10 09:00")
    tell(
        aino,
        did("2026-01-01 09:00", "promised", about="late", due_at=due),
        did("2026-01-11 09:00", "delivered", about="late"),
        did("2026-01-02 09:00", "promised", about="kept", due_at=due),
        did("2026-01-10 09:00", "delivered", about="kept"),
        did("2026-01-03 09:00", "promised", about="broken", due_at=due),
    )
    assert [(one.facts.reference, one.state) for one in promises(aino, NOW)] == [
        ("broken", State.BROKEN),
        ("kept", State.KEPT),
        ("late", State.LATE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%%%",
        "ä",
        "e30",
        "W10",
        to_cursor([1, "a", "b"]),
        to_cursor([2**70, "", "", 1]),
        to_cursor([1, "\0", "", 1]),
    ],
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(WrongCursor):
        from_cursor(text, [int, str, str, int])


def test_one_page_of_a_path_is_one_question(
    django_assert_num_queries: Callable[..., AbstractContextManager[Any]],
) -> None:
    aino = customer("Aino")
    tell(aino, *visits(range(1, 29)))
    with django_assert_num_queries(1):
        assert len(encounters(aino, NOW).encounters) == 28
    with django_assert_num_queries(1):
        assert len(interactions(aino).interactions) == 28
