"""Asking for a look for duplicates: taken on once, followed, ended, and taken over from the dead."""

import pytest

from polku.identity.models import Comparison
from polku.identity.suggest import asking
from polku.identity.suggest.asking import SILENT, ask, comparison, end, fail, give_back, live, show_step, take

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The moment, to be moved on by hand; microseconds."""
    moment = [1_000_000_000]
    monkeypatch.setattr(asking, "now", lambda: moment[0])
    return moment


def test_before_anybody_asked_there_is_nothing_to_take_and_nothing_to_show() -> None:
    assert not take()
    assert (comparison().state, comparison().ended_at) == ("idle", None)


def test_asked_for_twice_it_runs_once() -> None:
    assert ask()
    assert not ask()
    assert [take(), take()] == [True, False]
    assert not ask()
    assert Comparison.objects.count() == 1


def test_its_steps_are_shown_and_its_end_with_what_came_of_it(clock: list[int]) -> None:
    ask()
    take()
    show_step("compare")
    assert (comparison().state, comparison().step) == ("under way", "compare")
    clock[0] += 5
    end(people=300, new=4)
    found = comparison()
    assert (found.state, found.step, found.people, found.new) == ("idle", "", 300, 4)
    assert found.ended_at == clock[0]
    assert ask()


def test_a_run_by_hand_that_nobody_asked_for_shows_no_step() -> None:
    ask()
    take()
    end(people=1, new=0)
    show_step("compare")
    assert comparison().step == ""


def test_who_lives_keeps_it_and_who_is_silent_loses_it(clock: list[int]) -> None:
    ask()
    take()
    clock[0] += SILENT
    live()
    clock[0] += SILENT
    assert not take()
    clock[0] += 1
    assert take()
    assert not take()


def test_who_ends_early_gives_it_back_to_the_next() -> None:
    ask()
    take()
    show_step("compare")
    give_back()
    assert (comparison().state, comparison().step) == ("asked", "")
    assert take()


def test_giving_back_what_is_done_asks_for_nothing() -> None:
    ask()
    take()
    end(people=1, new=0)
    give_back()
    live()
    assert comparison().state == "idle"
    assert not take()


def test_what_broke_off_can_be_asked_for_again() -> None:
    ask()
    take()
    fail()
    assert comparison().state == "failed"
    assert not take()
    assert ask()
    assert take()
