"""The demo company: each planted truth about leaving is among the five best reasons at its touchpoint, and gone without.

Two companies of 2,000 lives, one with all truths and one with none of those about leaving. What was planted:
docs/understand/demo-company.md.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from polku.demo.truths import Truth
from polku.lenses.asked import Asked
from polku.lenses.reasons.comparable import comparable
from polku.lenses.reasons.finding import Difference
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.handed import beside
from polku.lenses.reasons.judge import judge
from polku.lenses.reasons.sampled import Sample, sampled
from tests.exits.tuulahdus import lives
from tests.reasons.laid_lives import Laid

LIVES = 2000
ABOUT_LEAVING = frozenset({Truth.SLOW_LEADS, Truth.SILENT_REDATING, Truth.LEAKING_HANDOVER})
PLACES = ("lead-form", "offer", "invoice", "contract")
TOP = 5
# One false discovery in twenty is what the level allows.
SHUFFLES = 40


class Reasons:
    """What is found at each touchpoint of one company, and the visits it was found in."""

    def __init__(self, folder: Path, without: frozenset[Truth]) -> None:
        self.samples: dict[str, Sample] = {}
        self.found: dict[str, list[Difference]] = {}
        laid = Laid(folder, lives(LIVES, without).paths)
        with laid.asked():
            for place in PLACES:
                asked = Asked(touchpoint=place)
                sample, _ = comparable(sampled(rows(asked)))
                self.samples[place] = sample
                self.found[place] = judge(sample, beside=beside(asked, sample)).differences
        laid.file.close()

    def top(self, place: str) -> dict[str, Difference]:
        return {one.level.feature.about: one for one in self.found[place][:TOP]}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Reasons:
    return Reasons(tmp_path_factory.mktemp("planted"), frozenset())


@pytest.fixture(scope="module")
def unplanted(tmp_path_factory: pytest.TempPathFactory) -> Reasons:
    return Reasons(tmp_path_factory.mktemp("unplanted"), ABOUT_LEAVING)


TRUTHS = [
    ("lead-form", "answered_here"),  # slow leads, at the form they wrote
    ("offer", "longest_wait"),  # slow leads, who went on as far as an offer
    ("invoice", "moved_silently"),  # a day moved without a word
    ("contract", "handed_over_here"),  # the handover that leaks
]


@pytest.mark.parametrize(("place", "feature"), TRUTHS)
def test_a_planted_truth_is_among_the_five_best_reasons(planted: Reasons, place: str, feature: str) -> None:
    one = planted.top(place)[feature]
    assert one.effect > 0
    assert 0 < one.low < one.effect < one.high
    assert one.odds is None or one.odds.low > 1


@pytest.mark.parametrize(("place", "feature"), TRUTHS)
def test_switched_off_it_is_no_reason(unplanted: Reasons, place: str, feature: str) -> None:
    assert unplanted.samples[place].left.sum() >= 20
    assert feature not in {one.level.feature.about for one in unplanted.found[place]}


def test_a_day_moved_with_notice_is_no_reason(planted: Reasons) -> None:
    assert "moved_told" not in {one.level.feature.name for place in PLACES for one in planted.found[place]}


@pytest.mark.parametrize("place", ["offer"])
def test_with_shuffled_outcomes_reasons_are_as_rare_as_the_level_says(planted: Reasons, place: str) -> None:
    sample, luck, reported = planted.samples[place], np.random.default_rng(1), 0
    for _ in range(SHUFFLES):
        found = judge(replace(sample, left=luck.permutation(sample.left)))
        reported += bool(found.differences or found.together)
    assert reported / SHUFFLES <= 0.05
