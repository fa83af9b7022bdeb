"""What holds for every timeline, whatever the path: nothing overlaps, nothing is lost, order is kept."""

import itertools

import pytest
from hypothesis import given, settings

from polku.surfaces.charts.timeline.frame import NARROW, WIDE, Frame
from polku.surfaces.charts.timeline.given import Act, Promised, Told
from polku.surfaces.charts.timeline.handovers import _MOST as MOST_HANDOVERS
from polku.surfaces.charts.timeline.layout import timeline, timelines
from polku.surfaces.charts.timeline.shapes import Drawing
from polku.surfaces.charts.timeline.tests.paths import NOW, WORDS, many, paths
from polku.surfaces.charts.timeline.waits import going_on

FRAMES = pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of words of which one covers the other by a pixel and more."""
    found = []
    for one, other in itertools.combinations(drawing.words, 2):
        left, top, right, bottom = one.box
        other_left, other_top, other_right, other_bottom = other.box
        across = min(right, other_right) - max(left, other_left)
        down = min(bottom, other_bottom) - max(top, other_top)
        if across > 0.5 and down > 0.5:
            found.append((f"{one.look} {one.text}", f"{other.look} {other.text}"))
    return found


def outside(drawing: Drawing) -> list[str]:
    """Marks and words that stand out of the frame."""
    marks = [
        f"{mark.kind} {mark.left} {mark.width}"
        for mark in drawing.marks
        if mark.left < -1 or mark.top < 0 or mark.left + mark.width > drawing.width + 1
        or mark.top + mark.height > drawing.height
    ]  # fmt: skip
    words = [label.text for label in drawing.words if label.box[0] < -1 or label.box[2] > drawing.width + 1]
    return marks + words


def everything_stands_once(told: Told, drawing: Drawing) -> None:
    """Each act, promise, rating and stage belongs to exactly one mark."""
    for kind, count in (
        ("acts", len(told.acts)),
        ("promises", len(told.promises)),
        ("ratings", len(told.ratings)),
        ("stages", len(told.stages)),
        ("handovers", min(len(told.handovers), MOST_HANDOVERS)),
    ):
        members = [member for mark in drawing.marks if mark.kind == kind for member in mark.members]
        assert len(members) == len(set(members)) == count, kind


@FRAMES
@settings(max_examples=150, deadline=None)
@given(told=paths())
def test_no_words_touch_nothing_leaves_the_frame_and_nothing_is_lost(frame: Frame, told: Told) -> None:
    drawing = timeline(told, WORDS, frame)
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    everything_stands_once(told, drawing)
    assert [mark.moment for mark in drawing.marks] == sorted(mark.moment for mark in drawing.marks)
    assert drawing == timeline(told, WORDS, frame)


@settings(max_examples=60, deadline=None)
@given(told=paths())
def test_drawn_together_frames_are_what_they_are_alone(told: Told) -> None:
    alone = [timeline(told, WORDS, NARROW), timeline(told, WORDS, WIDE), timeline(told, WORDS, NARROW)]
    assert timelines(told, WORDS, [NARROW, WIDE, NARROW]) == alone


@FRAMES
def test_promises_counted_together_at_the_last_moment_stay_in_the_frame(frame: Frame) -> None:
    # All are made now; three find a row of their own, and the rest are counted in a box at the right edge.
    made = [Promised(NOW, NOW, NOW, None, None, "open", ["", "x"]) for _ in range(9)]
    told = Told(NOW, ["lane"], [Act(NOW - 1, 0, 0, ours=False)], promises=made)
    drawing = timeline(told, WORDS, frame)
    assert any(len(mark.members) > 1 for mark in drawing.marks if mark.kind == "promises")
    assert outside(drawing) == []


def test_strands_go_on_lane_by_lane() -> None:
    acts = [
        Act(0, 0, 1, ours=False),
        Act(5, 1, 1, ours=True),
        Act(7, 0, 1, ours=True),
        Act(9, 0, 2, ours=False),
    ]
    # Strand 1 goes on in lane 0 from 0 to 7; in lane 1 and as strand 2 there is one moment each.
    assert going_on(acts) == [(0, 0, 7)]
    assert going_on([]) == []


@FRAMES
@pytest.mark.parametrize("count", [5, 60, 400, 2000])
def test_from_five_to_two_thousand_interactions_it_stays_readable(frame: Frame, count: int) -> None:
    told = many(count)
    drawing = timeline(told, WORDS, frame)
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    everything_stands_once(told, drawing)
    # A desk's picture is walked through in minutes, and a phone's in fewer.
    assert len(drawing.marks) <= 420
    assert drawing.height <= 420


@FRAMES
@settings(max_examples=80, deadline=None)
@given(told=paths())
def test_marks_of_a_lane_stand_in_the_order_of_time_and_apart(frame: Frame, told: Told) -> None:
    marks = [mark for mark in timeline(told, WORDS, frame).marks if mark.kind == "acts"]
    for _, lane in itertools.groupby(
        sorted(marks, key=lambda mark: (mark.top, mark.left)), lambda mark: mark.top
    ):
        for earlier, later in itertools.pairwise(lane):
            assert earlier.moment <= later.moment
            assert earlier.left + earlier.width <= later.left
