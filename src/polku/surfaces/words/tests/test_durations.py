"""Durations in one or two units."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from polku.lib.clock import DAY, HOUR, MINUTE, SECOND
from polku.surfaces.words.durations import duration_words


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "0 s"),
        (40 * SECOND, "40 s"),
        (12 * MINUTE + 59 * SECOND, "12 min"),
        (3 * HOUR, "3 h"),
        (3 * HOUR + 20 * MINUTE, "3 h 20 min"),
        (14 * HOUR + 20 * MINUTE, "14 h"),
        (DAY, "1 day"),
        (61 * DAY, "61 days"),
        (89 * DAY, "89 days"),
        (90 * DAY, "2 months"),
        (425 * DAY, "13 months"),
        (730 * DAY, "2 years"),
        (10 * 365 * DAY, "10 years"),
        (-3 * HOUR, "3 h"),
    ],
)
def test_it_is_said_as_people_say_it(length: int, said: str) -> None:
    assert duration_words(length) == said


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("fi", "1 pv", "3 pv"), ("sv", "1 dag", "3 dagar"), ("en", "1 day", "3 days")],
)
def test_days_have_their_plural(language: str, one: str, many: str) -> None:
    with translation.override(language):
        assert [duration_words(DAY), duration_words(3 * DAY)] == [one, many]


@given(st.integers(-(2**62), 2**62))
def test_any_length_has_words(length: int) -> None:
    assert duration_words(length)[0].isdigit()
