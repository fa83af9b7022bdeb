"""Whatever arrives in whatever order, in one go or in pieces: the folds say the same."""

from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from polku.lib.clock import DAY, MINUTE
from polku.timeline.folds.encounters import Encounter, Status, fold_encounters, status
from polku.timeline.folds.promises import Promise, State, fold_promises, reference, state
from polku.timeline.folds.tests.drawn import paths
from polku.timeline.interaction import Interaction

GAP = 30 * MINUTE


def by_group(one: Interaction) -> tuple[str, str]:
    return (one.touchpoint, one.thread)


@given(paths(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(path: list[Interaction], random: Random) -> None:
    shuffled = random.sample(path, len(path))
    assert fold_encounters(shuffled, GAP) == fold_encounters(path, GAP)
    assert fold_promises(shuffled) == fold_promises(path)


@given(paths())
def test_encounters_decompose_by_touchpoint_and_thread(path: list[Interaction]) -> None:
    groups = [list(group) for _, group in groupby(sorted(path, key=by_group), by_group)]
    pieces = [one for group in groups for one in fold_encounters(group, GAP)]
    assert sorted(pieces, key=_when) == fold_encounters(path, GAP)


@given(paths())
def test_promises_decompose_by_reference(path: list[Interaction]) -> None:
    groups = [list(group) for _, group in groupby(sorted(path, key=reference), reference)]
    pieces = [one for group in groups for one in fold_promises(group)]
    assert sorted(pieces, key=_made) == fold_promises(path)


@given(paths(), st.integers(0, 24))
def test_without_a_thread_folding_again_from_an_encounters_start_changes_nothing_after_it(
    path: list[Interaction], pick: int
) -> None:
    whole = [one for one in fold_encounters(path, GAP) if one.touchpoint == "shop" and not one.thread]
    if whole:
        since = whole[pick % len(whole)].opened_at
        rest = [one for one in path if by_group(one) == ("shop", "") and one.occurred_at >= since]
        assert fold_encounters(rest, GAP) == [one for one in whole if one.opened_at >= since]


@given(paths(), st.integers(0, 100))
def test_encounters_say_nothing_that_cannot_be(path: list[Interaction], later: int) -> None:
    encounters = fold_encounters(path, GAP)
    assert sum(one.interactions for one in encounters) == len(path)
    keys = [(one.touchpoint, one.thread, one.opened_at) for one in encounters]
    assert len(set(keys)) == len(keys)
    for one in encounters:
        assert 0 <= one.waited <= one.last_at - one.opened_at
        assert one.first_response is None or one.first_response >= 0
        assert (one.waiting_for == "") == (one.waiting_since is None) == (one.closed_at is not None)
        closed = status(one, one.last_at + later * DAY, 14 * DAY) is Status.CLOSED
        assert closed == (one.waiting_for == "")


@given(paths(), st.integers(0, 300))
def test_promises_say_nothing_that_cannot_be(path: list[Interaction], now: int) -> None:
    promises = fold_promises(path)
    keys = [(one.reference, one.pledge, one.made_at) for one in promises]
    assert len(set(keys)) == len(keys)
    for one in promises:
        assert one.done_at is None or one.done_at >= one.made_at
        assert one.done_at is None or one.withdrawn_at is None
        assert (one.redated > 0) == (one.redated_at is not None)
        assert (one.told_before_due is None) == (one.told_before_asked is None)
        if state(one, now * MINUTE) in {State.KEPT, State.LATE}:
            assert one.done_at is not None


def _when(one: Encounter) -> tuple[int, str, str]:
    return (one.opened_at, one.touchpoint, one.thread)


def _made(one: Promise) -> tuple[int, str, str]:
    return (one.made_at, one.reference, one.pledge)
