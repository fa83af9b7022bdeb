"""What sentences are made of."""

import pytest
from django.utils import translation

from polku.lenses.customer.briefing.points import Place
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.said import What
from polku.lenses.customer.tests.told import at
from polku.surfaces.words.briefing.composing import (
    by_words,
    list_words,
    quote_words,
    sentences,
    title_words,
    what_words,
    with_note,
    with_quote,
)

NOW = at("2026-11-20 12:00")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("One", "Two"), "One. Two."),
        (("One.", "", "Two!"), "One. Two!"),
        (("Tehty 6.3.",), "Tehty 6.3."),
        (("“Which socket?”",), "“Which socket?”"),
        (("“It hums”",), "“It hums”."),
        (("“It hums …”",), "“It hums …”"),
        (("Asked (chat)",), "Asked (chat)."),
        (("“Why?” (Aino)",), "“Why?” (Aino)."),
        ((), ""),
    ],
)
def test_each_part_becomes_a_sentence_with_one_full_stop(parts: tuple[str, ...], said: str) -> None:
    assert sentences(*parts) == said


@pytest.mark.parametrize(
    ("language", "moment", "said"),
    [
        ("en", "2026-11-20 14:00", "today 16:00"),
        ("fi", "2026-11-20 14:00", "tänään klo 16.00"),
        ("sv", "2026-11-20 14:00", "i dag kl. 16.00"),
        ("fi", "2026-11-20 06:00", "tänään klo 08.00"),
        # 22:30 UTC is half past midnight in Helsinki: tomorrow.
        ("en", "2026-11-20 22:30", "21 Nov"),
        ("fi", "2026-11-21 12:00", "21.11."),
        ("en", "2027-01-02 12:00", "2 Jan 2027"),
    ],
)
def test_by_when_is_an_hour_today_and_a_date_else(language: str, moment: str, said: str) -> None:
    with translation.override(language):
        assert by_words(at(moment), NOW) == said


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (What("", Place("sales-visit"), ""), "Sales visit"),
        (What("", Place("sales-visit", "Myyntikäynti"), "V1"), "Myyntikäynti (V1)"),
        (What("yearly service", Place("x"), ""), "Yearly service"),
        (What("Order 1042", Place("x"), "1042"), "Order 1042"),
        (What("äänieriste", Place("x"), ""), "Äänieriste"),
    ],
)
def test_what_was_promised_is_called_as_people_call_it(what: What, said: str) -> None:
    assert what_words(what) == said


def test_names_are_listed_and_the_rest_counted() -> None:
    with translation.override("fi"):
        assert [list_words(["Aino", "Ville"], more) for more in (0, 1, 2)] == [
            "Aino, Ville",
            "Aino, Ville ja 1 muu",
            "Aino, Ville ja 2 muuta",
        ]


def test_quotes_say_where_they_go_on_and_whose_they_are() -> None:
    with translation.override("en"):
        assert quote_words(Quote("It hums", cut=True, by="Aino")) == "“It hums …” (Aino)"
        assert with_quote("Said no", None) == "Said no"
        assert with_quote("Said no", Quote("Too dear")) == "Said no: “Too dear”"


def test_our_own_words_have_no_marks() -> None:
    assert with_note("We asked", "Which model?") == "We asked: Which model?"
    assert with_note("We asked", "") == "We asked"


def test_a_place_without_a_title_is_its_name_in_words() -> None:
    assert (title_words(Place("mail-support")), title_words(Place("x", "Tuki"))) == ("mail support", "Tuki")
