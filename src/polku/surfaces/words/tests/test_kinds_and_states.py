"""Every kind of the vocabulary and every state has words in every language."""

import pytest
from django.utils import translation

from polku.lib.clock import HOUR
from polku.surfaces.words.bodies import LONGEST, pretty
from polku.surfaces.words.kinds import PHRASES, kind_words
from polku.surfaces.words.states import STATES, due_words, state_look, state_words, waiting_words
from polku.timeline.folds.promises import State
from polku.timeline.vocabulary import VOCABULARY

MAY_BE = [(side, kind) for kind, entry in VOCABULARY.items() for side in entry.sides]


def test_there_is_a_phrase_for_each_kind_and_side_and_no_other() -> None:
    assert set(PHRASES) == set(MAY_BE)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_two_kinds_of_one_side_sound_alike(language: str) -> None:
    with translation.override(language):
        said = [(side, kind_words(kind, side)) for side, kind in MAY_BE]
    assert len(set(said)) == len(said)


def test_a_kind_unknown_here_is_shown_as_it_stands() -> None:
    assert kind_words("sang_along", "us") == "sang along"
    assert state_words("half_done") == "half done"
    assert state_look("half_done") == ""


def test_every_state_of_a_promise_has_words() -> None:
    assert {str(state) for state in State} <= set(STATES)


@pytest.mark.parametrize(
    ("state", "since", "due", "said"),
    [
        ("waiting_for_us", 0, 4 * HOUR, "Waiting for us 3 h, due in 1 h"),
        ("waiting_for_us", 0, 2 * HOUR, "Waiting for us 3 h, 1 h overdue"),
        ("waiting_for_customer", 0, None, "Waiting for the customer 3 h"),
        ("waiting_for_us", None, None, "Waiting for us"),
        ("closed", 0, None, "Closed"),
    ],
)
def test_it_says_who_waits_how_long_and_until_when(
    state: str, since: int | None, due: int | None, said: str
) -> None:
    assert waiting_words(state, since, due, 3 * HOUR) == said


def test_finnish_says_it_without_stumbling_over_cases() -> None:
    with translation.override("fi"):
        assert waiting_words("waiting_for_us", 0, 4 * HOUR, 3 * HOUR) == "Odottaa meitä 3 h, määräaikaan 1 h"
        assert due_words(0, 2 * HOUR) == "myöhässä 2 h"


@pytest.mark.parametrize(
    ("told", "shown"),
    [('{"ä":1}', '{\n  "ä": 1\n}'), ("not JSON", "not JSON"), ("", ""), ("[" * 9000, "[" * 9000)],
)
def test_json_gets_its_indents_and_the_rest_stays(told: str, shown: str) -> None:
    assert pretty(told) == shown


def test_what_is_very_long_is_cut_with_a_mark() -> None:
    assert pretty("x" * (LONGEST + 5)) == "x" * LONGEST + "\n…"
