"""The colours can be read: each on every ground it is drawn on, in light and in dark."""

import re

import pytest

from polku.surfaces.web.pages.portfolio import tokens


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    # 1.05 by 0.05 makes 21.
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#ffffff", "#000000") == pytest.approx(21)


def test_the_contrast_of_a_grey_is_worked_out_as_the_guideline_says() -> None:
    # #777777: 0x77 = 119; 119 / 255 = 0.4667; ((0.4667 + 0.055) / 1.055) ** 2.4 = 0.1845; 1.05 / 0.2345 = 4.48,
    # which is the guideline's well-known grey that just misses 4.5 on white.
    assert tokens.luminance("#777777") == pytest.approx(0.1845, abs=0.0001)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_dark_part_is_linear() -> None:
    # 0x0a = 10; 10 / 255 = 0.0392, not above 0.04045, so 0.0392 / 12.92 = 0.003035 of each colour
    assert tokens.luminance("#0a0a0a") == pytest.approx(0.003035, abs=0.000001)


@pytest.mark.parametrize("pair", tokens.pairs(), ids=lambda pair: f"{pair.name} on {pair.ground}")
def test_what_is_drawn_can_be_seen(pair: tokens.Pair) -> None:
    assert pair.light >= pair.needed
    assert pair.dark >= pair.needed
    assert pair.holds


def test_what_is_read_needs_seven_and_what_stands_beside_it_four_and_a_half() -> None:
    needs = {(pair.name, pair.ground): pair.needed for pair in tokens.pairs()}
    assert {needs["text", ground] for ground in tokens.GROUNDS} == {7.0}
    assert {needs["text-quiet", ground] for ground in tokens.GROUNDS} == {4.5}
    assert {needs[name, "ground"] for name in ("accent", "below-text", "above-text", "wait")} == {7.0}


def test_a_pair_is_as_good_as_the_worse_of_its_themes() -> None:
    assert not tokens.Pair("text", "ground", light=8.0, dark=6.9, needed=7.0).holds
    assert tokens.Pair("text", "ground", light=7.0, dark=16.0, needed=7.0).holds


def test_every_colour_that_letters_or_signs_have_is_held_against_a_ground() -> None:
    lines = {"hairline"}  # ornament: nothing is told by it alone
    held = {name for name, _, _ in tokens.NEEDS} | set(tokens.GROUNDS) | lines
    assert set(tokens.colours()) == held


def test_no_style_sheet_has_a_colour_of_its_own() -> None:
    # Colours stand in tokens.css only, so that both themes and the contrast are looked after in one place.
    folder = tokens.SHEET.parents[2]
    sheets = [path for path in folder.rglob("*.css") if path != tokens.SHEET]
    assert len(sheets) > 10
    strays = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", path.read_text("utf-8")) for path in sheets
    }
    assert {name: found for name, found in strays.items() if found} == {}


def test_type_and_distance_keep_to_their_scales() -> None:
    assert [size.pixels for size in tokens.sizes("size")] == [13, 15, 18, 24]
    assert [step.pixels for step in tokens.sizes("step")] == [4, 8, 12, 16, 24, 32, 48]
    assert all(step.pixels % 4 == 0 for step in tokens.sizes("step"))


def test_expectation_has_the_colours_that_the_colour_blind_tell_apart() -> None:
    # Okabe and Ito's vermilion and bluish green
    assert tokens.colours()["below"].light == "#d55e00"
    assert tokens.colours()["above"].light == "#009e73"
