"""Promises, told as stories: scored against the date first given."""

import pytest

from polku.timeline.folds.promises import Promise, State, fold_promises, state
from tests.story import interactions, moment


def only(story: str) -> Promise:
    """The one promise of a story."""
    (promise,) = fold_promises(interactions(story))
    return promise


MADE = "aino  mon 10:00  promised installation about=1042 due=fri@16:00 actor=sari\n"


def test_a_promise_kept_at_its_time_is_kept_and_after_it_late() -> None:
    assert state(only(MADE + "aino  fri 16:00  delivered installation about=1042"), 0) is State.KEPT
    assert state(only(MADE + "aino  fri 16:01  delivered installation about=1042"), 0) is State.LATE


def test_a_promise_not_kept_is_open_until_its_date_and_then_broken() -> None:
    promise = only(MADE)
    assert state(promise, moment("fri", "16:00")) is State.OPEN
    assert state(promise, moment("fri", "16:01")) is State.BROKEN
    assert (promise.told_before_due, promise.told_before_asked) == (None, None)
    assert (promise.made_by, promise.reference, promise.pledge) == ("sari", "1042", "delivered")


def test_a_redated_promise_is_scored_against_its_original_date() -> None:
    promise = only(
        MADE
        + """
        aino  tue 09:00  promised installation about=1042 due=mon+1@16:00
        aino  wed 09:00  promised installation about=1042 due=mon+1@16:00
        aino  thu 09:00  promised installation about=1042 due=tue+1@16:00
        aino  tue+1 12:00  delivered installation about=1042
    """
    )
    assert state(promise, 0) is State.LATE
    assert (promise.redated, promise.redated_at) == (2, moment("tue", "09:00"))
    assert promise.original_due_at == moment("fri", "16:00")
    assert promise.due_at == moment("tue+1", "16:00")
    assert (promise.told_before_due, promise.told_before_asked) == (False, False)  # changed, and nobody told


def test_told_of_a_new_date_before_it_was_due_and_before_asking() -> None:
    promise = only(
        MADE
        + """
        aino  wed 09:00  promised installation about=1042 due=mon+1@16:00
        aino  wed 09:10  informed installation about=1042 actor=sari "moves to Monday"
        aino  thu 12:00  asked phone about=1042
    """
    )
    assert (promise.told_at, promise.asked_at) == (moment("wed", "09:10"), moment("thu", "12:00"))
    assert (promise.told_before_due, promise.told_before_asked) == (True, True)


def test_told_only_after_the_customer_had_to_ask() -> None:
    promise = only(
        MADE
        + """
        aino  wed 09:00  promised installation about=1042 due=mon+1@16:00
        aino  wed 12:00  asked phone about=1042
        aino  wed 13:00  informed phone about=1042
    """
    )
    assert (promise.told_before_due, promise.told_before_asked) == (True, False)


def test_a_late_promise_nobody_spoke_of_was_told_neither_in_time_nor_before_asking() -> None:
    promise = only(
        MADE
        + """
        aino  thu 12:00  asked phone about=1042
        aino  fri 18:00  asked phone about=1042
        aino  fri 19:00  informed phone about=1042
        aino  mon+1 12:00  delivered installation about=1042
    """
    )
    assert promise.asked_at == moment("fri", "18:00")  # Thursday's question came before anything was wrong
    assert (promise.told_at, promise.told_before_due, promise.told_before_asked) == (
        moment("fri", "19:00"),
        False,
        False,
    )


def test_being_informed_of_another_date_redates_and_tells_at_once() -> None:
    promise = only(MADE + "aino  wed 09:00  informed installation about=1042 due=mon+1@16:00")
    assert (promise.redated, promise.told_at) == (1, moment("wed", "09:00"))
    assert promise.told_before_due is True


def test_a_promise_kept_in_time_without_a_change_has_nothing_to_tell() -> None:
    promise = only(
        MADE
        + """
        aino  thu 12:00  asked phone about=1042
        aino  fri 12:00  delivered installation about=1042
        aino  fri 18:00  informed phone about=1042
    """
    )
    assert (promise.told_at, promise.asked_at, promise.told_before_due) == (None, None, None)


def test_the_customer_withdraws_before_the_date_but_a_broken_one_stays_broken() -> None:
    in_time = only(MADE + "aino  thu 09:00  declined phone about=1042")
    assert state(in_time, moment("mon+1", "09:00")) is State.WITHDRAWN
    too_late = only(MADE + "aino  fri 17:00  left phone about=1042")
    assert state(too_late, moment("mon+1", "09:00")) is State.BROKEN


def test_after_it_is_done_a_promise_of_the_same_reference_is_a_new_one() -> None:
    promises = fold_promises(
        interactions(
            MADE
            + """
        aino  thu 12:00  delivered installation about=1042
        aino  fri 09:00  promised installation about=1042 due=mon+1@12:00
    """
        )
    )
    assert [(one.made_at, one.done_at) for one in promises] == [
        (moment("mon", "10:00"), moment("thu", "12:00")),
        (moment("fri", "09:00"), None),
    ]


def test_each_pledge_is_kept_by_its_own_kind_and_the_thread_stands_in_for_about() -> None:
    delivered, answered = fold_promises(
        interactions("""
        aino  mon 10:00  promised shop about=1042 due=fri@16:00
        aino  mon 11:00  promised phone thread=t1 due=tue@12:00 pledge=answered
        aino  mon 12:00  delivered shop about=1043
        aino  mon 12:30  answered phone thread=t1 automatic
        aino  mon 13:00  answered phone thread=t1 actor=mikko
    """)
    )
    assert (delivered.reference, delivered.done_at) == ("1042", None)
    assert (answered.reference, answered.done_at) == ("t1", moment("mon", "13:00"))


@pytest.mark.parametrize("hour", ["09:59", "10:00"])
def test_what_was_done_before_it_was_promised_keeps_nothing(hour: str) -> None:
    promise = only(MADE + f"aino  mon {hour}  delivered installation about=1042")
    # At the very moment of the promise it counts: one event may tell both.
    assert (promise.done_at is None) == (hour == "09:59")
