"""The sentence that a picture shows: its share, its interval, its counts, in the reader's language."""

import pytest
from django.utils import translation

from polku.surfaces.web.pages.exits.sentences import exit_sentence, manner_words


def test_one_in_five_is_said_as_every_fifth() -> None:
    told = exit_sentence("Offer", "said", 21, 104, 0.14, 0.29)
    assert told == "Every fifth customer at “Offer” leaves there and says so: 21 of 104 (14%–29%)."


@pytest.mark.parametrize(
    ("left", "of", "low", "high"),
    [(23, 100, 0.16, 0.32), (9, 10, 0.6, 0.98), (0, 50, 0, 0.07), (3, 100, 0.01, 0.08)],
)
def test_what_is_no_such_part_is_said_in_percent(left: int, of: int, low: float, high: float) -> None:
    told = exit_sentence("Offer", "said", left, of, low, high)
    assert told.startswith(f"{100 * left // of}% of the customers at “Offer” leave there")


def test_each_manner_has_its_own_sentence() -> None:
    told = {manner: exit_sentence("Chat", manner, 1, 2, 0.1, 0.9) for manner in ("said", "silent", "dropped")}
    assert "falls silent there" in told["silent"]
    assert "without an answer from us" in told["dropped"]
    assert len({*told.values()}) == 3


def test_it_is_said_in_finnish_and_swedish() -> None:
    with translation.override("fi"):
        assert "joka viides" in exit_sentence("Tarjous", "said", 1, 5, 0.1, 0.4).lower()
        assert manner_words("silent") == "hiljeni"
    with translation.override("sv"):
        assert "var femte" in exit_sentence("Offert", "said", 1, 5, 0.1, 0.4).lower()
