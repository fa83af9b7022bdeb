"""A measured share is said with its interval and number, and drawn to scale."""

import re

from django.template import Context, Template
from django.utils import translation


def drawn(tag: str, language: str = "en") -> str:
    with translation.override(language):
        return Template("{% load measured %}{% " + tag + " %}").render(Context())


def test_a_share_is_said_with_its_interval_and_its_number() -> None:
    text = re.sub(r"<[^>]+>", " ", drawn("share 0.62 0.46 0.76 1039"))
    assert text.split() == ["62%", "46%–76%,", "n", "=", "1,039"]


def test_the_bar_is_to_scale() -> None:
    # 160 pixels are 1: 0.5 stands at 80; 0.25–0.75 begins at 40 and is 80 wide; the stronger middle begins
    # half-way between 0.25 and 0.5, at 0.375 = 60, and ends at 0.625, so it is 0.25 = 40 wide.
    svg = drawn("share 0.5 0.25 0.75 40")
    assert 'd="M80.0 1V13"' in svg
    assert 'class="interval-fade" x="40.0" y="4" width="80.0"' in svg
    assert 'class="interval-sure" x="60.0" y="4" width="40.0"' in svg


def test_the_picture_is_not_read_out_for_its_words_stand_beside_it() -> None:
    assert 'aria-hidden="true"' in drawn("share 0.5 0.25 0.75 40")


def test_what_nobody_measured_is_hatched_and_said_and_has_no_number() -> None:
    for tag in ("share none 0 1 0", "share 0.5 0 1 0", "not_measured"):
        text = drawn(tag.replace("none", "nothing"))
        assert "hatched" in text
        assert "not measured" in text
        assert "%" not in text


def test_zero_is_a_measurement() -> None:
    text = drawn("share 0 0 0.09 40")
    assert "not measured" not in text
    assert "<b>0%</b>" in text


def test_finnish_and_swedish_set_the_sign_apart() -> None:
    assert "62\N{NO-BREAK SPACE}%" in drawn("share 0.62 0.46 0.76 39", "fi")
    assert "62\N{NO-BREAK SPACE}%" in drawn("share 0.62 0.46 0.76 39", "sv")
    assert "ei mitattu" in drawn("not_measured", "fi")
