"""The journey map as a drawing: nothing overlaps, nothing is cut in half, and every card says what it is."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some

from polku.surfaces.charts.map.given import Arrow, Bar, Card, Column, Given
from polku.surfaces.charts.map.layout import (
    INNER,
    TIGHT_SIZE,
    TITLE_SIZE,
    WIDTH,
    laid_out,
    shortened,
    title_lines,
)
from polku.surfaces.charts.map.svg import better_upright, svg
from polku.surfaces.charts.map.ways import way, way_out, weight
from polku.surfaces.charts.timeline.letters import width_of

SVG = "{http://www.w3.org/2000/svg}"


def card(stage: int, lane: int, title: str = "Website", look: str = "told") -> Card:
    return Card(
        name=title, address=f"/map/touchpoints/{title}", label=f"{title}, Marketing: 10 walks", title=title,
        owner="Marketing", stage=stage, lane=lane, look=look, volume=["10 walks · answered in 3 h", "10 walks"],
        kept=["no requirement declared"], alarm=["NOT MEASURED"] if look == "dark" else (),
        felt=Bar("felt 8.1", 0.81, 0.7, 0.9), left=Bar("left 3%", 0.3, 0.2, 0.5, "below"),
    )  # fmt: skip


def a_map(*cards: Card, arrows: tuple[Arrow, ...] = (), leaving: tuple[tuple[int, float], ...] = ()) -> Given:
    columns = [Column(f"Stage {n}", ["↓ 3 walks left here"]) for n in range(3)]
    return Given(columns, ["web", "mail"], cards, arrows, leaving)


TITLES = some.sampled_from(
    ["Website", "Agreeing on the schedule of the delivery", "Toimitusaikataulun muutos"]
)


@examples(some.lists(some.tuples(some.integers(0, 2), some.integers(0, 1), TITLES), max_size=14))
def test_no_two_cards_share_a_place_and_all_stand_in_their_stage_and_lane(
    places: list[tuple[int, int, str]],
) -> None:
    shown = a_map(*(card(stage, lane, title) for stage, lane, title in places))
    laid = laid_out(shown)
    for one, box in zip(shown.cards, laid.boxes, strict=True):
        assert box.left == laid.lefts[one.stage]
        assert laid.lanes[one.lane].top <= box.top
        assert box.bottom <= laid.lanes[one.lane].bottom
        assert (box.right, box.bottom) <= (laid.width, laid.height)
    for number, box in enumerate(laid.boxes):
        for other in laid.boxes[:number]:
            apart = box.top >= other.bottom or other.top >= box.bottom
            assert box.left != other.left or apart


@examples(some.text(max_size=60), some.sampled_from([11.0, 13.0, 15.0]))
def test_words_are_shortened_until_they_fit(text: str, size: float) -> None:
    shown = shortened(text, size, INNER)
    assert width_of(shown, size) <= INNER
    assert shown == text or shown.endswith("…")


def test_a_long_title_takes_two_lines_so_that_two_alike_are_told_apart() -> None:
    agreed, changed = "Toimitusaikataulun sopiminen", "Toimitusaikataulun muutosilmoitus"
    assert title_lines(agreed) == ("Toimitusaikataulun", "sopiminen")
    assert title_lines("Website") == ("Website",)
    assert title_lines("Asiakaspalvelutilannekartoituskeskustelu")[0].endswith("…")  # one word, and too long
    assert 'class="map-title map-tight"' in svg(
        a_map(card(0, 0, "Suunnittelutapaaminen")), "Map"
    )  # set smaller
    drawing = svg(a_map(card(0, 0, changed), card(1, 0)), "Map")
    assert ">Toimitusaikataulun</text>" in drawing
    assert ">muutosilmoitus</text>" in drawing
    tall, low = laid_out(a_map(card(0, 0, changed), card(1, 0))).boxes
    assert (tall.top, tall.height - low.height) == (low.top, 15)


@examples(some.lists(some.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=8))
def test_no_line_of_a_title_is_wider_than_its_card(words: list[str]) -> None:
    lines = title_lines(" ".join(words))
    assert len(lines) <= 2
    assert all(width_of(line, TITLE_SIZE if " " in line else TIGHT_SIZE) <= INNER for line in lines)


@pytest.mark.parametrize(
    ("width", "height", "upright"), [(1300, 900, False), (1300, 1900, True), (900, 900, True)]
)
def test_a_map_higher_than_wide_is_printed_upright(width: int, height: int, upright: bool) -> None:
    assert better_upright(width, height) is upright


def test_lines_of_the_last_stage_stay_within_the_picture() -> None:
    shown = a_map(card(2, 0), card(2, 1))
    laid = laid_out(shown)
    line, _head = way(laid.boxes[0], laid.boxes[1])
    assert max(float(x) for x in re.findall(r"[C ](\d+) \d+", line)) <= laid.width


def test_each_card_is_a_link_that_says_all_of_itself() -> None:
    picture = ElementTree.fromstring(svg(a_map(card(0, 0), card(1, 1, "Fair & co")), "The journey map"))  # noqa: S314
    links = picture.findall(f".//{SVG}a") or picture.findall(".//a")
    assert [link.get("aria-label") for link in links] == [
        "Website, Marketing: 10 walks",
        "Fair & co, Marketing: 10 walks",
    ]
    assert [link.get("href") for link in links] == ["/map/touchpoints/Website", "/map/touchpoints/Fair & co"]


def test_what_is_not_measured_is_hatched_and_said_large() -> None:
    drawing = svg(a_map(card(0, 0, look="dark")), "Map")
    assert 'class="map-hatch"' in drawing
    assert ">NOT MEASURED</text>" in drawing
    assert "felt 8.1" not in drawing  # nothing else competes with it


def test_an_interval_lies_within_the_card_and_its_value_within_the_interval() -> None:
    drawing = svg(a_map(card(0, 0)), "Map")
    (box,) = laid_out(a_map(card(0, 0))).boxes
    sure = re.findall(r'map-sure" d="M([\d.]+) \d+H([\d.]+)"', drawing)
    values = re.findall(r'map-value" d="M([\d.]+) ', drawing)
    assert len(sure) == 2
    for (low, high), value in zip(sure, values, strict=True):
        assert box.left < float(low) <= float(value) <= float(high) < box.left + WIDTH


def test_a_change_for_the_worse_is_marked_on_its_figure() -> None:
    drawing = svg(a_map(card(0, 0)), "Map")
    assert 'class="map-figure map-left map-below"' in drawing
    assert ">▾ left 3%</text>" in drawing


def test_arrows_go_from_card_to_card_and_exits_out_of_the_frame() -> None:
    shown = a_map(card(0, 0), card(1, 0), card(0, 1), arrows=(Arrow(0, 1, 0.5, "half"),), leaving=((1, 0.1),))
    laid = laid_out(shown)
    line, _head = way(laid.boxes[0], laid.boxes[1])
    assert line.startswith(f"M{laid.boxes[0].right} {laid.boxes[0].middle}C")
    drawing = svg(shown, "Map")
    assert f'd="{line}"' in drawing
    assert "<title>half</title>" in drawing
    out, head = way_out(laid.boxes[1], 0, laid.height)
    assert out.startswith(f"M{laid.boxes[1].left + 14} {laid.boxes[1].bottom}V")
    assert f" {laid.height - 8}L" in head


@pytest.mark.parametrize(("share", "strength"), [(0.0, 1), (0.19, 1), (0.5, 3), (0.99, 5), (1.0, 5)])
def test_a_line_is_as_strong_as_its_share(share: float, strength: int) -> None:
    assert weight(share) == strength


def test_ways_within_a_stage_swing_round_beside_the_cards() -> None:
    first, second = laid_out(a_map(card(0, 0), card(0, 0))).boxes
    line, _ = way(first, second)
    bends = [float(x) for x in re.findall(r"[C ](\d+) \d+", line)]
    assert max(bends) > first.right
    back, _ = way(second, first)
    assert back != line
