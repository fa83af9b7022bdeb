import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.privacy.values import ERASED, Values, is_specific, is_specific_name

AINO = Values(["aino.virtanen@example.fi", "+358401234567", "Aino Virtanen", "u-778123"])


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("write to aino.virtanen@example.fi.", "write to [erased]."),
        ("AINO.Virtanen@Example.FI", "[erased]"),
        (
            "https://shop.example/?mail=aino.virtanen%40example.fi&x=1",
            "https://shop.example/?mail=[erased]&x=1",
        ),
        ("x%3Daino.virtanen%40example.fi", "x%3D[erased]"),
        ("call 040 123 4567 now", "call [erased] now"),
        ("call +358 40-123 4567 now", "call [erased] now"),
        ("(040) 1234567", "[erased]"),
        ("aino  virtanen, u-778123", "[erased], [erased]"),
        ("mika.aino.virtanen@example.fi", "mika.[erased]"),
    ],
)
def test_a_value_is_found_in_every_form_it_turns_up_in(told: str, left: str) -> None:
    assert AINO.without(told) == left


@pytest.mark.parametrize(
    "told", ["xaino.virtanen@example.finland", "13584012345679", "u-7781234", "Aino Virta"]
)
def test_a_longer_or_shorter_value_is_somebody_elses(told: str) -> None:
    assert AINO.without(told) == told


def test_json_keeps_everything_else_as_it_was_told() -> None:
    told = '{ "a": 1.10, "n": 1e400, "by": "Aino Virtanen", "m\\u0061il": "aino.virtanen@example.fi", "q": "\\u00e4"}'
    assert AINO.without_json(told) == (
        '{ "a": 1.10, "n": 1e400, "by": "[erased]", "m\\u0061il": "[erased]", "q": "\\u00e4"}'
    )


def test_escaped_letters_are_read_before_they_are_compared() -> None:
    values = Values(["Väinö Mäkinen"])
    told = json.dumps({"name": "VÄINÖ mäkinen"})
    assert "\\u00" in told
    assert json.loads(values.without_json(told)) == {"name": ERASED}
    assert values.found_in(told)


def test_a_number_that_is_the_value_is_taken_out_of_json() -> None:
    assert Values(["778123"]).without_json('{"account": 778123, "sum": 1778123}') == (
        '{"account": "[erased]", "sum": 1778123}'
    )


def test_short_values_and_single_names_are_not_specific() -> None:
    assert not is_specific("4711")
    assert not is_specific("summer")
    assert not is_specific_name("Aino")
    assert is_specific("471199")
    assert is_specific_name("Aino Virtanen")


def test_no_values_find_nothing() -> None:
    assert not Values([""])
    assert Values([]).without("anything") == "anything"


def _matches(text: str, like: str) -> bool:
    """SQL's LIKE for patterns whose only special sign is %, in any case."""
    parts = like.strip("%").lower().split("%")
    text, at = text.lower(), 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


@given(
    st.sampled_from(["aino.virtanen@example.fi", "+358401234567", "Väinö Mäkinen", "u-778123"]),
    st.text(max_size=20),
    st.text(max_size=20),
    st.sampled_from([str, str.upper, json.dumps]),
)
def test_what_the_expression_finds_the_like_patterns_find_too(
    value: str, before: str, after: str, form: object
) -> None:
    values = Values([value])
    text = form(f"{before} {value} {after}")  # type: ignore[operator]
    assert values.found_in(text)
    assert any(_matches(text, like) for like in values.likes)


@given(st.text(max_size=200))
def test_text_without_a_value_stays_as_it_is(text: str) -> None:
    if not AINO.found_in(text):
        assert AINO.without_json(text) == text
