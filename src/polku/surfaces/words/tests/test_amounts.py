"""Money and numbers as each language writes them."""

import pytest
from django.utils import translation

from polku.surfaces.words.amounts import money_words, number_words, percent_words


@pytest.mark.parametrize(
    ("language", "minor_units", "currency", "said"),
    [
        ("en", 1234500, "EUR", "€12,345.00"),
        ("en", -8990, "EUR", "−€89.90"),
        ("en", 12845, "BRL", "128.45\xa0BRL"),
        ("fi", 1234500, "EUR", "12\xa0345,00\xa0€"),
        ("fi", -8990, "EUR", "−89,90\xa0€"),
        ("sv", 1234500, "SEK", "12\xa0345,00\xa0SEK"),
        ("en", 1500, "JPY", "1,500\xa0JPY"),
        ("fi", 1500, "JPY", "1\xa0500\xa0JPY"),
        ("en", 1234567, "KWD", "1,234.567\xa0KWD"),
        ("en", 0, "USD", "$0.00"),
        ("en", 100, "", "1.00"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes_it(
    language: str, minor_units: int, currency: str, said: str
) -> None:
    with translation.override(language):
        assert money_words(minor_units, currency) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1,234,567"), ("fi", "1\xa0234\xa0567"), ("sv", "1\xa0234\xa0567")]
)
def test_thousands_are_set_apart_and_never_broken(language: str, said: str) -> None:
    with translation.override(language):
        assert number_words(1234567) == said


def test_large_amounts_lose_nothing() -> None:
    with translation.override("en"):
        assert money_words(2**63 - 1, "EUR") == "€92,233,720,368,547,758.07"


def test_a_number_that_was_written_before_is_written_in_the_language_asked_now() -> None:
    said = []
    for language in ("en", "fi", "en", "sv"):
        with translation.override(language):
            said.append(number_words(1234.5, 1))
    assert said == ["1,234.5", "1\xa0234,5", "1,234.5", "1\xa0234,5"]


def test_numbers_that_are_equal_and_not_the_same_are_written_each_as_it_is() -> None:
    with translation.override("en"):
        assert (number_words(3, 1), number_words(3.0, 1), number_words(3)) == ("3.0", "3.0", "3")
        assert number_words(10**17) == "100,000,000,000,000,000"


def test_a_number_is_rounded_and_not_cut() -> None:
    with translation.override("en"):
        assert (number_words(7.78, 1), number_words(2.9), percent_words(0.449)) == ("7.8", "3", "45%")
