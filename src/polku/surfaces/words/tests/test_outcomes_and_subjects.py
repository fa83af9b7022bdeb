"""Codes of other systems in the reader's words, and what people wrote left alone."""

import pytest
from django.utils import translation

from polku.surfaces.web.templatetags.words import outcome
from polku.surfaces.words.outcomes import _OUTCOMES, outcome_words
from polku.surfaces.words.places import owner_words, subject_words
from polku.touchpoints.journeys.places import Place

PLACES = {
    "yearly-service": Place("yearly-service", "Vuosihuolto", "heat", "use", "Käyttää", 5, "visit", "Support")
}


@pytest.mark.parametrize(
    ("told", "language", "said"),
    [
        ("solved", "fi", "ratkaistu"),
        ("solved", "sv", "löst"),
        ("solved", "en", "solved"),
        ("resolved", "fi", "ratkaistu"),
        ("RESOLVED", "en", "solved"),
        ("done", "fi", "tehty"),
        ("put_right", "en", "put right"),
        ("No-Answer", "fi", "ei vastausta"),
        ("canceled", "en", "cancelled"),
    ],
)
def test_a_system_s_code_is_said_in_the_reader_s_words(told: str, language: str, said: str) -> None:
    with translation.override(language):
        assert outcome_words(told) == said
        assert outcome(told) == said


@pytest.mark.parametrize("told", ["Sovittu, että Mikko soittaa", "closed_by_merge_2", "", " - "])
def test_what_is_no_code_known_here_stands_as_it_was_told(told: str) -> None:
    with translation.override("fi"):
        assert outcome_words(told) == told


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_code_is_left_in_english(language: str) -> None:
    with translation.override(language):
        said = {code: outcome_words(code) for code in _OUTCOMES}
    assert [code for code, words in said.items() if words == code] == []


def test_a_subject_that_is_a_touchpoint_s_name_is_said_by_its_title() -> None:
    assert subject_words("yearly-service", PLACES) == "Vuosihuolto"


@pytest.mark.parametrize("subject", ["", "yearly service?", "Yearly-service", "web-shop", "Order 1042-7"])
def test_any_other_subject_stands_as_it_was_written(subject: str) -> None:
    assert subject_words(subject, PLACES) == subject


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "Asiakastuki"), ("sv", "Kundsupport"), ("en", "Support")]
)
def test_an_owner_that_our_own_journeys_name_is_said_in_the_readers_language(
    language: str, said: str
) -> None:
    with translation.override(language):
        assert (owner_words("Support"), owner_words("Tiimi Etelä")) == (said, "Tiimi Etelä")
