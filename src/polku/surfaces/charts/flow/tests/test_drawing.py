"""What must be true of any flow as it is drawn, and of a few by hand."""

import re
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings

from polku.surfaces.charts.flow.choosing import shown
from polku.surfaces.charts.flow.drawing import drawing
from polku.surfaces.charts.flow.given import END, START, Flow
from polku.surfaces.charts.flow.shapes import SIZES, Drawing, Label, Mark
from polku.surfaces.charts.flow.svg import svg
from polku.surfaces.charts.flow.tests.flows import LONG, chain, flows, leaving, place, step
from polku.surfaces.charts.timeline.letters import width_of

Box = tuple[float, float, float, float]


def of_kind(drawn: Drawing, kind: str) -> list[Mark]:
    return [mark for mark in drawn.marks if mark.kind == kind]


def box_of(label: Label) -> Box:
    """At least where the words come out."""
    size = SIZES[label.look.split()[0]]
    half = width_of(label.text, size) / 2
    return (label.x - half, label.y - size * 0.8, label.x + half, label.y + size * 0.2)


def card_of(mark: Mark) -> Box:
    """The card's left, top, right and bottom, out of its path: M x y h across … v down."""
    x, y, across, turn, down = map(
        float, re.match(r"M(\S+) (\S+)h(\S+?)a(\S+) \S+ 0 0 1 \S+ \S+?v(\S+?)a", mark.shapes[0].d).groups()  # type: ignore[union-attr]
    )  # fmt: skip
    return (x - turn, y, x + across + turn, y + down + 2 * turn)


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(flows(most=14))
def test_nothing_is_written_over_a_card_and_all_words_fit(flow: Flow) -> None:
    drawn = drawing(shown(flow, 100).flow)
    cards = [card_of(mark) for mark in of_kind(drawn, "place")]
    labels = [box_of(label) for mark in of_kind(drawn, "step") for label in mark.labels]
    for number, label in enumerate(labels):
        assert not any(meet(label, card) for card in cards)
        assert not any(meet(label, other) for other in labels[number + 1 :])
        assert label[0] >= 0
        assert label[2] <= drawn.width
    for mark, card in zip(of_kind(drawn, "place"), cards, strict=True):
        for label in mark.labels:
            left, top, right, bottom = box_of(label)
            assert card[0] <= left
            assert right <= card[2]
            assert card[1] <= top
            assert bottom <= card[3]
    for number, card in enumerate(cards):
        assert not any(meet(card, other) for other in cards[number + 1 :])
        assert 0 <= card[0] <= card[2] <= drawn.width
        assert 0 <= card[1] <= card[3] <= drawn.height
    for mark in of_kind(drawn, "leaving"):
        assert not any(meet(box_of(label), card) for label in mark.labels for card in cards)
        assert all(box_of(label)[2] <= drawn.width for label in mark.labels)


@settings(max_examples=5, deadline=None)
@given(flows(most=12))
def test_the_same_flow_is_always_the_same_picture(flow: Flow) -> None:
    assert svg(drawing(flow), "Flow") == svg(drawing(flow), "Flow")


def test_a_flow_reads_from_above_and_a_step_back_looks_otherwise() -> None:
    flow = Flow(
        (place("a", 9), place("b", 8), place("Start", 9, START), place("End", 5, END)),
        (step(2, 0, 9), step(0, 1, 8), step(1, 1, 2), step(1, 0, 1), step(1, 3, 5)),
    )
    drawn = drawing(flow)
    tops = {mark.source: card_of(mark)[1] for mark in of_kind(drawn, "place")}
    assert tops[2] < tops[0] < tops[1] < tops[3]
    looks = {(mark.source, mark.target): mark.shapes[0].look for mark in of_kind(drawn, "step")}
    assert looks == {(2, 0): "way on", (0, 1): "way on", (1, 1): "way back", (1, 0): "way back", (1, 3): "way on"}  # fmt: skip


def test_the_wider_a_line_the_more_walk_it() -> None:
    flow = Flow((place("a"), place("b"), place("c")), (step(0, 1, 100), step(1, 2, 25), step(0, 2, 1)))
    widths = {mark.source * 10 + mark.target: mark.shapes[0].width for mark in of_kind(drawing(flow), "step")}
    # From 1.2 to 8 by the root of the share: 1.2 + 6.8 × 0.5 = 4.6, and 1.2 + 6.8 × 0.1 = 1.88.
    assert widths == {1: 8.0, 12: 4.6, 2: 1.9}


def test_who_leaves_turns_off_and_goes_down_each_manner_with_a_line_and_sign_of_its_own() -> None:
    flow = Flow(
        (place("a"), place("b")),
        (step(0, 1),),
        (leaving(0, "dropped", 2), leaving(0, "said", 12), leaving(0, "silent", 7)),
    )
    drawn = drawing(flow)
    exits = of_kind(drawn, "leaving")
    assert [(mark.shapes[0].look, mark.labels[0].text) for mark in exits] == [
        ("road said", "12"), ("road silent", "7"), ("road dropped", "2"),
    ]  # fmt: skip
    assert len({re.sub(r"[\d. -]", "", mark.shapes[1].d) for mark in exits}) == 3  # three shapes of signs
    (card, _) = (card_of(mark) for mark in of_kind(drawn, "place"))
    for mark in exits:
        assert mark.labels[0].x > card[2]
        assert mark.labels[0].y > (card[1] + card[3]) / 2


def test_long_finnish_words_stand_on_two_lines_and_nothing_is_lost_that_fits() -> None:
    flow = Flow(tuple(place(title) for title in LONG), ())
    lines = [
        [label.text for label in mark.labels if label.look == "title"]
        for mark in of_kind(drawing(flow), "place")
    ]
    assert sorted(lines) == [
        ["Asiakaspalvelutilanne"],
        ["Lämpöpumpunasennu-", "starkastuskäynti puh…"],
        ["Toimitusaikatauluneu-", "vottelu"],
    ]


def test_one_touchpoint_is_a_picture_and_none_is_an_empty_one() -> None:
    assert [mark.said for mark in drawing(Flow((place("shop", 5),), ())).marks] == ["shop: 5 walks."]
    assert drawing(Flow((), ())).marks == ()


def test_thirty_touchpoints_in_a_row_are_walked_by_the_keyboard_in_their_order() -> None:
    said = [mark.said for mark in drawing(chain(30)).marks]
    assert said[:4] == ["Start: 1000 walks.", "30 to 0.", "place 0: 1000 walks.", "0 to 1."]
    assert said[-1] == "place 29: 971 walks."


def test_the_svg_says_every_mark_and_holds_no_style_and_no_script() -> None:
    flow = Flow((place('<b>"a"</b>', strange=True), place("b")), (step(0, 1),), (leaving(1, "silent"),))
    text = svg(drawing(flow), "Who goes & who leaves")
    root = ElementTree.fromstring(text)  # noqa: S314  # our own
    links = [one for one in root if one.tag == "a"]
    assert root.get("aria-label") == "Who goes & who leaves"
    assert [(one.get("aria-label"), one.find("title").text) for one in links] == [  # type: ignore[union-attr]
        ('<b>"a"</b>: 10 walks.', '<b>"a"</b>: 10 walks.'), ("0 to 1.", "0 to 1."), ("b: 10 walks.", "b: 10 walks."),
        ("silent at 1.", "silent at 1."),
    ]  # fmt: skip
    assert [one.get("tabindex") for one in links] == ["0", "-1", "-1", "-1"]
    assert "place strange" in text
    assert not {"style", "onclick"} & {name for one in root.iter() for name in one.attrib}
    assert [one.tag for one in root.iter() if one.tag in {"script", "style"}] == []
