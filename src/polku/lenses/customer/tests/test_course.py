"""The course of a path: steps in their encounters, and every wait, worked out by hand."""

import pytest

from polku.lenses.customer.course import course_of
from polku.lenses.customer.encounters import encounters, encounters_from
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lib.clock import DAY, HOUR

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")


def test_nobody_has_no_course() -> None:
    course = course_of([customer("Aino")], NOW)
    assert (course.encounters, course.steps, course.waits) == ([], [], [])


def test_each_step_belongs_to_the_encounter_it_happened_in() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "visited", touchpoint="shop"),
        did("2026-11-01 09:10", "visited", touchpoint="shop"),
        did("2026-11-02 09:00", "asked", "customer", thread="m"),
        did("2026-11-05 09:00", "visited", touchpoint="shop"),  # days later: another visit
        did("2026-11-06 09:00", "answered", "us", thread="m"),
    )
    course = course_of([aino], NOW)
    assert [(step.told.kind, step.encounter) for step in course.steps] == [
        ("visited", 0),
        ("visited", 0),
        ("asked", 1),
        ("visited", 2),
        ("answered", 1),
    ]
    assert [one.facts.touchpoint for one in course.encounters] == ["shop", "support", "shop"]


def test_every_wait_is_there_ours_and_theirs() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "asked", "customer", thread="m"),
        did("2026-11-01 12:00", "asked", "us", thread="m"),  # we need the model: 3 h for us
        did("2026-11-03 12:00", "answered", "customer", thread="m"),  # 2 days for them
        did("2026-11-03 13:00", "answered", "us", thread="m"),  # 1 h more for us
    )
    waits = course_of([aino], NOW).waits
    assert [(wait.for_us, wait.last - wait.first, wait.goes_on) for wait in waits] == [
        (True, 3 * HOUR, False),
        (False, 2 * DAY, False),
        (True, HOUR, False),
    ]


def test_a_wait_for_us_goes_on_until_now_and_a_given_up_one_does_not() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-19 12:00", "asked", "customer", thread="open"),
        did("2026-01-01 12:00", "asked", "us", thread="old"),  # abandoned, whatever the limit is
    )
    for_them, for_us = course_of([aino], NOW).waits
    assert (for_us.for_us, for_us.last, for_us.goes_on) == (True, NOW, True)
    assert not for_them.for_us
    assert for_them.last < NOW


def test_only_the_newest_steps_are_read_and_words_only_of_ratings() -> None:
    aino = customer("Aino")
    tell(
        aino,
        *(did(f"2026-10-{day:02} 09:00", "asked", "customer", thread=f"t{day}", text="secret") for day in range(1, 11)),
        did("2026-10-20 09:00", "rated", rating=4, rating_low=1, rating_high=5, text="Fine"),
    )  # fmt: skip
    course = course_of([aino], NOW, most=3)
    assert [step.told.occurred_at for step in course.steps] == [at("2026-10-09 09:00"), at("2026-10-10 09:00"), at("2026-10-20 09:00")]  # fmt: skip
    assert [step.told.text for step in course.steps] == ["", "", "Fine"]
    assert len(course.encounters) == 3


def test_several_customers_are_one_course() -> None:
    firm, aino = customer("Acme", entity="organisation"), customer("Aino")
    tell(firm, did("2026-11-01 09:00", "ordered"))
    tell(aino, did("2026-11-02 09:00", "asked", "customer"))
    assert [step.told.kind for step in course_of([firm, aino], NOW).steps] == ["ordered", "asked"]


def test_a_page_can_begin_at_an_encounter() -> None:
    aino = customer("Aino")
    tell(aino, *(did(f"2026-11-0{day} 09:00", "visited") for day in range(1, 6)))
    newest_first = encounters(aino, NOW).encounters
    found = encounters_from([aino], NOW, newest_first[2].key, limit=2)
    assert [one.key for one in found.encounters] == [newest_first[2].key, newest_first[3].key]
    assert found.after == newest_first[3].key
