import re

import pytest
from django.utils.translation import gettext, override

from polku.surfaces.words.reasons.catalogue import ALL
from polku.surfaces.words.reasons.spoken import at_their_lines, spoken
from polku.surfaces.words.reasons.tests.refusing import sentences, without_names
from polku.touchpoints.mappings.wrong import Problem

KNOWN = {without_names(sentence) for sentence in ALL}


def in_finnish(reason: str) -> str:
    with override("fi"):
        return spoken(reason)


@pytest.mark.parametrize(("module", "sentence"), sorted(set(sentences())))
def test_every_sentence_that_refuses_is_in_the_catalogue(module: str, sentence: str) -> None:
    assert sentence in KNOWN, (
        f"{module} refuses with a sentence that surfaces/words/reasons/catalogue.py lacks"
    )


def test_the_walk_over_the_code_finds_sentences_at_all() -> None:
    found = {sentence for _, sentence in sentences()}
    assert {"there is no time", "{} is not a number", "{}: {} needs it, and the event does not tell"} <= found


def test_a_reason_is_said_with_its_own_value_in_it() -> None:
    assert in_finnish("'abc' is not a number") == "'abc' ei ole luku"
    with override("sv"):
        assert spoken("'abc' is not a number") == "'abc' är inte ett tal"


def test_a_reason_within_a_reason_is_said_too() -> None:
    # "kept, but: <reason>" around "<field>: <reason>" around "<value> is not a time"
    assert in_finnish("kept, but: due_at: '32.13.' is not a time") == (
        "säilytettiin, mutta: due_at: '32.13.' ei ole aika"
    )


def test_the_sentence_that_says_most_wins() -> None:
    # "{name}: {reason}" would fit as well, and so would "{value} is not a time".
    assert in_finnish("rating: 11 is not on the scale from 0 to 10") == ("rating: 11 ei ole asteikolla 0–10")


def test_what_could_have_been_meant_is_said_after_it() -> None:
    assert in_finnish("there is no channel 'wbe'; did you mean 'web'?") == (
        "kanavaa 'wbe' ei ole; tarkoititko 'web'?"
    )
    assert in_finnish("'x' is not known here. Known: a, b") == "'x' on tässä tuntematon. Tunnettuja: a, b"


def test_problems_are_told_at_their_lines() -> None:
    with override("sv"):
        assert at_their_lines([Problem(3, "'x' is given twice"), Problem(7, "there is no time")]) == (
            "rad 3: 'x' anges två gånger\nrad 7: tiden saknas"
        )


def test_what_a_mapping_says_itself_stays_as_it_was_written() -> None:
    assert in_finnish("Tämä tilaus kuuluu toiselle yhtiölle") == "Tämä tilaus kuuluu toiselle yhtiölle"


def test_values_may_hold_braces_and_backslashes() -> None:
    assert in_finnish(r"'{value} \1 {' is not a number") == r"'{value} \1 {' ei ole luku"


def test_english_readers_read_what_was_kept() -> None:
    with override("en"):
        assert all(spoken(sentence) == sentence for sentence in ALL)


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("sentence", ALL)
def test_a_translation_names_the_same_values(language: str, sentence: str) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    with override(language):
        assert names(gettext(sentence)) == names(sentence)
