"""Where marks, promises, ratings, stages, handovers and dates stand, worked out by hand."""

import pytest

from polku.lib.clock import DAY, HOUR, MINUTE
from polku.surfaces.charts.timeline.frame import NARROW, WIDE
from polku.surfaces.charts.timeline.given import Entered, Handover, Promised, Rated, Wait
from polku.surfaces.charts.timeline.layout import timeline
from polku.surfaces.charts.timeline.letters import first_fitting, width_of
from polku.surfaces.charts.timeline.room import Room
from polku.surfaces.charts.timeline.shapes import Drawing, Label, Mark
from polku.surfaces.charts.timeline.svg import svg
from polku.surfaces.charts.timeline.tests.paths import NOW, WORDS, act, promise, told


def of_kind(drawing: Drawing, kind: str) -> list[Mark]:
    return [mark for mark in drawing.marks if mark.kind == kind]


def looks(mark: Mark) -> list[str]:
    return [shape.look for shape in mark.shapes]


def test_acts_of_one_encounter_close_together_are_one_mark_and_of_two_a_counted_one() -> None:
    drawing = timeline(
        told(
            act(9 * DAY, strand=0),
            act(9 * DAY - 1, strand=0, ours=True),
            act(2 * DAY, strand=1),
            act(2 * DAY - 1, strand=2),
        ),
        WORDS,
        WIDE,
    )
    one, two = of_kind(drawing, "acts")
    assert (one.members, looks(one), one.label) == ((0, 1), ["act"], None)
    assert two.members == (2, 3)
    assert two.label is not None
    assert two.label.text == "2"
    assert looks(two) == ["counted", "act"]  # a bar at the top alone: the customer did both


def test_the_customers_acts_stand_above_the_line_and_ours_below() -> None:
    drawing = timeline(told(act(9 * DAY), act(5 * DAY, strand=1, ours=True)), WORDS, WIDE)
    # The lane is the first row: top 1, 28 high, its middle at 15; a mark is 14 high, from 8 to 22.
    theirs, ours = of_kind(drawing, "acts")
    assert theirs.shapes[0].d.startswith(f"M{theirs.left} 8h5.0v7")
    assert ours.shapes[0].d.startswith(f"M{ours.left} 15h5.0v7")


def test_a_complaint_has_a_sign_of_its_own_beside_its_colour() -> None:
    drawing = timeline(told(act(9 * DAY, complaint=True), act(DAY, strand=1)), WORDS, WIDE)
    complaint, other = of_kind(drawing, "acts")
    assert looks(complaint) == ["act act-complaint", "complaint"]
    assert looks(other) == ["act"]


def test_waits_are_drawn_under_the_marks_those_for_us_apart_from_ours() -> None:
    path = told(
        act(9 * DAY),
        act(5 * DAY, ours=True),
        act(3 * DAY),
        waits=[Wait(0, NOW - 9 * DAY, NOW - 5 * DAY, True), Wait(0, NOW - 5 * DAY, NOW - 3 * DAY, False)],
    )
    drawn = timeline(path, WORDS, WIDE)
    lines = {shape.look: shape.d for shape in drawn.lines}
    left, middle, right = (mark.left for mark in of_kind(drawn, "acts"))
    assert lines["wait-ours"] == f"M{left} 15H{middle}"
    assert lines["wait-theirs"] == f"M{middle} 15H{right}"
    assert lines["strand"] == f"M{left} 15H{right}"


def test_waits_that_overlap_in_a_lane_are_one_line_and_very_short_ones_none() -> None:
    path = told(
        act(9 * DAY),
        act(5 * DAY),
        act(MINUTE),
        waits=[Wait(0, NOW - 9 * DAY, NOW - 5 * DAY, True), Wait(0, NOW - 7 * DAY, NOW - MINUTE, True), Wait(0, NOW - 1, NOW, True)],
    )  # fmt: skip
    lines = {shape.look: shape.d for shape in timeline(path, WORDS, WIDE).lines}
    assert lines["wait-ours"].count("M") == 1


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (promise(20 * DAY, 10 * DAY, "kept", 12 * DAY), ["promise-due", "promise-kept"]),
        (promise(20 * DAY, 10 * DAY, "late", 8 * DAY), ["promise promise-over", "promise-broken", "promise-late"]),
        (promise(20 * DAY, 10 * DAY, "broken"), ["promise-broken"]),
        (promise(5 * DAY, -3 * DAY, "open"), ["promise-due"]),
        (promise(20 * DAY, 10 * DAY, "broken", due_now=2 * DAY), ["promise promise-over", "promise-moved", "promise-broken"]),
        (Promised(NOW - 20 * DAY, NOW - 5 * DAY, NOW - 5 * DAY, None, NOW - 9 * DAY, "withdrawn"), ["promise-withdrawn"]),
    ],
)  # fmt: skip
def test_each_state_of_a_promise_has_signs_of_its_own(one: Promised, expected: list[str]) -> None:
    (mark,) = of_kind(timeline(told(act(30 * DAY), act(DAY), promises=[one]), WORDS, WIDE), "promises")
    always = {"promise-span", "promise", "promise-made"}
    assert [look for look in looks(mark) if look not in always] == expected


def test_promises_take_as_few_rows_as_they_need_and_the_rest_is_counted() -> None:
    same = [promise(20 * DAY, 2 * DAY, "broken") for _ in range(6)]
    marks = of_kind(timeline(told(act(30 * DAY), act(DAY), promises=same), WORDS, WIDE), "promises")
    *single, counted = sorted(marks, key=lambda mark: mark.top)
    assert len({mark.top for mark in single}) == len(single) == 3
    assert len(counted.members) == 3
    assert counted.label is not None
    assert counted.label.text == "3"
    assert "promise-share" in looks(counted)  # all three broken: its whole lower edge
    later = [promise(20 * DAY, 19 * DAY, "kept", 19 * DAY), promise(3 * DAY, 2 * DAY, "kept", 2 * DAY)]
    apart = of_kind(timeline(told(act(30 * DAY), act(DAY), promises=later), WORDS, WIDE), "promises")
    assert len({mark.top for mark in apart}) == 1


def test_a_promise_says_as_much_as_there_is_room_for() -> None:
    soon = promise(9 * DAY, -20 * DAY, labels=["Final invoice, by 10 Dec", "10 Dec"])
    (mark,) = of_kind(timeline(told(act(30 * DAY), act(9 * DAY), promises=[soon]), WORDS, WIDE), "promises")
    assert mark.label is not None
    # At the right edge there is no room, so the words stand left of where it was made.
    assert (mark.label.text, mark.label.anchor) == ("Final invoice, by 10 Dec", "end")


def test_ratings_lie_low_middle_and_high_and_close_ones_show_the_middle_one() -> None:
    path = told(
        act(90 * DAY),
        act(DAY),
        ratings=[
            Rated(NOW - 80 * DAY, "below"),
            Rated(NOW - 40 * DAY, "within"),
            Rated(NOW - 20 * DAY, "above"),
            *(Rated(NOW - DAY + number, third) for number, third in enumerate(("above", "below", "above"))),
        ],
    )
    marks = of_kind(timeline(path, WORDS, WIDE), "ratings")
    assert [looks(mark) for mark in marks] == [
        ["felt felt-below"], ["felt felt-within"], ["felt felt-above"], ["felt felt-above"],
    ]  # fmt: skip
    tops = [mark.top for mark in marks]
    assert tops[0] > tops[1] > tops[2] == tops[3]
    assert marks[3].members == (3, 4, 5)


def test_a_stage_left_at_once_becomes_part_of_the_next_and_the_last_one_stands() -> None:
    path = told(
        act(90 * DAY),
        act(2 * DAY),
        stages=[
            Entered(NOW - 90 * DAY, "Discover", 1),
            Entered(NOW - 30 * DAY, "Buy", 2),
            Entered(NOW - 30 * DAY + 1, "Install", 3),
            Entered(NOW - 5 * DAY, "Use", 4),
        ],
    )
    marks = of_kind(timeline(path, WORDS, WIDE), "stages")
    assert [(mark.members, mark.label and mark.label.text) for mark in marks] == [
        ((0,), "Discover"),
        ((1, 2), "Install"),
        ((3,), "Use"),
    ]
    assert marks[1].left + marks[1].width < marks[2].left


def test_a_short_step_into_another_stage_and_back_is_one_stay() -> None:
    stages = [
        Entered(NOW - 90 * DAY, "Use", 4),
        Entered(NOW - 9 * DAY, "Buy", 2),
        Entered(NOW - 9 * DAY + 1, "Use", 4),
    ]
    (mark,) = of_kind(timeline(told(act(90 * DAY), act(DAY), stages=stages), WORDS, WIDE), "stages")
    assert mark.members == (0, 1, 2)


def test_a_handover_is_slanted_from_lane_to_lane_and_named_where_there_is_room() -> None:
    path = told(
        act(60 * DAY, lane=0),
        act(50 * DAY, lane=2, strand=1),
        act(DAY, lane=1, strand=2),
        handovers=[Handover(NOW - 60 * DAY, NOW - 50 * DAY, 0, 2, ["Mikko → Sari"]), Handover(NOW - DAY, NOW - DAY, 1, 1)],
    )  # fmt: skip
    drawing = timeline(path, WORDS, WIDE)
    first, second = of_kind(drawing, "handovers")
    # Lanes' middles: 15, 43, 71.
    assert first.shapes[0].d.split("L")[0].endswith(" 15")
    assert first.shapes[0].d.endswith(" 71")
    assert first.label is not None
    assert first.label.text == "Mikko → Sari"
    assert second.height > 20  # within a lane: a stroke across it
    assert all(shape in drawing.lines for mark in (first, second) for shape in mark.shapes)


def test_the_future_lies_behind_today_and_today_is_said() -> None:
    drawing = timeline(told(act(DAY), promises=[promise(DAY, -9 * DAY)]), WORDS, WIDE)
    lines = {shape.look: shape.d for shape in drawing.lines}
    assert lines["ahead"].split()[0] == lines["today"].split()[0]
    assert "today" in [label.text for label in drawing.labels]
    assert "ahead" not in {shape.look for shape in timeline(told(act(DAY)), WORDS, WIDE).lines}


def test_the_first_date_and_those_of_another_year_say_their_year() -> None:
    # 500 days before 20 November 2026 is 8 July 2025; the silence ends on 18 November 2026.
    drawing = timeline(told(act(500 * DAY), act(499 * DAY), act(2 * DAY)), WORDS, WIDE)
    dates = [label.text for label in drawing.labels if label.look == "date"]
    assert dates[0] == "8 Jul 2025"
    assert "18 Nov 2026" in dates


def test_silence_is_named_by_the_longest_wording_that_fits() -> None:
    drawing = timeline(told(act(400 * DAY), act(399 * DAY), act(DAY)), WORDS, WIDE)
    (mark,) = of_kind(drawing, "silences")
    assert mark.label is not None
    assert mark.label.text == "398 days"
    busy = [act(number * HOUR, strand=number) for number in range(90)]
    seldom = [act(number * 40 * DAY, strand=100 + number) for number in range(1, 4)]
    narrow = of_kind(timeline(told(*busy, *seldom), WORDS, NARROW), "silences")
    assert [mark.label.text for mark in narrow if mark.label] == ["40 d", "40 d", "36 d"]


def test_encounters_are_named_above_their_line_where_there_is_room() -> None:
    path = told(
        act(50 * DAY), act(5 * DAY, strand=1), titles=["Which socket do I need for the indoor unit?", "Noise"]
    )
    titled = [label.text for label in timeline(path, WORDS, WIDE).labels if label.look == "title"]
    assert titled == ["Noise", "Which socket do I need for the in…"]
    assert not [label for label in timeline(path, WORDS, NARROW).labels if label.look == "title"]


def test_on_a_phone_names_stand_above_their_rows() -> None:
    wide, narrow = (
        timeline(told(act(DAY), act(DAY, lane=1, strand=1)), WORDS, frame) for frame in (WIDE, NARROW)
    )
    assert [label.look for label in wide.labels if "name" in label.look] == ["name", "name"]
    assert [label.look for label in narrow.labels if "name" in label.look] == ["name-above", "name-above"]
    assert (wide.width, narrow.width) == (1200, 358)


def test_words_are_measured_from_above_and_the_first_that_fits_is_taken() -> None:
    # i 0.4, m 1.0, a 0.65 and a capital 0.79 of the size.
    assert width_of("imaA", 10) == 28.4
    assert first_fitting(["imaA", "ma", "m"], 10, 20) == "ma"
    assert first_fitting(["imaA"], 10, 20) == ""


def test_labels_know_their_box_for_each_anchor() -> None:
    assert Label("count", "mm", 100, 20, "start").box == (100, 11.2, 122, 22.75)
    assert Label("count", "mm", 100, 20, "middle").box[0] == 89
    assert Label("count", "mm", 100, 20, "end").box[2] == 100


def test_room_is_free_beside_what_is_taken_and_grows_together() -> None:
    room = Room()
    room.take(0, 10, 20)
    assert room.free(0, 20, 30)
    assert not room.free(0, 19, 30)
    assert room.free(1, 0, 100)
    room.take(0, 15, 40)
    assert not room.claim(0, 39, 41)
    assert room.claim(0, 40, 50)
    assert not room.free(0, 45, 46)
    assert room.rows == 1


def test_svg_escapes_every_word_and_walks_in_the_order_of_time() -> None:
    path = told(act(50 * DAY), act(5 * DAY, strand=1), titles=["<b>", "&"])
    text = svg(
        timeline(path, WORDS, WIDE),
        "timeline-wide",
        'a "title"',
        lambda mark: (f"?a=1&m={mark.members[0]}", "p-0"),
    )
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert 'aria-label="a &quot;title&quot;"' in text
    assert text.index('href="?a=1&amp;m=0"') < text.index('href="?a=1&amp;m=1"')
    assert text.count('tabindex="0"') == 1
    assert "style=" not in text


def test_an_hour_of_talk_a_year_ago_is_drawn_too() -> None:
    drawing = timeline(told(act(365 * DAY), act(365 * DAY - HOUR, ours=True)), WORDS, WIDE)
    assert len(of_kind(drawing, "acts")) == 2
    assert len(of_kind(drawing, "silences")) == 1
