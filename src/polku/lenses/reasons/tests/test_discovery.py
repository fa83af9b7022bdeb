"""False-discovery control by hand."""

import numpy as np
import pytest

from polku.lenses.reasons.discovery import LEVEL, controlled


def test_the_q_of_plain_questions_is_benjamini_and_hochbergs() -> None:
    # Four questions: .01 · 4/1 = .04; .02 · 4/2 = .04; .03 · 4/3 = .04; .5 · 4/4 = .5.
    q, _ = controlled(np.array([0.02, 0.5, 0.01, 0.03]))
    assert q == pytest.approx([0.04, 0.5, 0.04, 0.04])


def test_a_pair_found_among_thousands_has_to_be_surer_than_a_plain_question() -> None:
    # Ten plain questions share four fifths: .001 · 10 / .8 = .0125. A thousand pairs share the rest: 1e-5 · 1000 / .2.
    plain, pairs = controlled(np.array([0.001, *[0.9] * 9]), np.array([1e-5]), possible=1000)
    assert plain[0] == pytest.approx(0.0125)
    assert pairs[0] == pytest.approx(0.05 / 2)  # the second of two in order: half of .05
    assert pairs[0] > plain[0]


def test_among_questions_about_nothing_one_run_in_twenty_reports_something() -> None:
    luck = np.random.default_rng(3)
    runs = 2000
    reported = sum(
        min(np.concatenate(controlled(luck.random(20), luck.random(30), 400)).tolist()) <= LEVEL
        for _ in range(runs)
    )
    assert reported / runs <= LEVEL + 2 * np.sqrt(LEVEL * (1 - LEVEL) / runs)
    assert reported  # it could have


def test_what_is_asked_of_every_place_does_not_outweigh_what_is_asked_once() -> None:
    # Two questions of their own have three quarters of the weight, eighteen of every place a quarter: 20 · ¾ / 2 = 7.5.
    chances, broad = np.array([0.01, *[0.9] * 19]), np.array([False] * 2 + [True] * 18)
    (first, *_), _ = controlled(chances, broad=broad)
    assert first == pytest.approx(0.01 * 20 / 7.5)
    (alike, *_), _ = controlled(chances)
    assert alike == pytest.approx(0.01 * 20)
