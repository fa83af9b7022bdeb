"""Companies unlike the demo's: what was planted is among the five best reasons, what only goes along with it is not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from polku.lenses.asked import Asked
from polku.lenses.reasons.comparable import comparable
from polku.lenses.reasons.finding import Difference
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.judge import judge
from polku.lenses.reasons.sampled import Sample, sampled
from polku.lenses.reasons.sentences import difference_sentence
from tests.reasons.laid_lives import Laid
from tests.reasons.other_companies import Life, broadband, lives, machines, sale, shop

TOP = 5
SHUFFLES = 10
SALE = sale("quote-request", "sales-call", "site-visit", "trial", "offer", "contract")
COMPANIES: dict[str, tuple[Callable[[Life], None], int, Asked]] = {
    "broadband": (broadband, 600, Asked(touchpoint="support-call")),
    "machines": (machines, 400, Asked(touchpoint="offer", journey=SALE)),
    "shop": (shop, 500, Asked(touchpoint="parcel")),
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    return {name: gathered(tmp_path_factory.mktemp(name), *told) for name, told in COMPANIES.items()}


def gathered(folder: Path, company: Callable[[Life], None], customers: int, asked: Asked) -> Sample:
    laid = Laid(folder, [*lives(company, customers)])
    with laid.asked():
        found, _ = comparable(sampled(rows(asked)))
    laid.file.close()
    return found


@pytest.fixture(scope="module")
def found(samples: dict[str, Sample]) -> dict[str, list[Difference]]:
    return {name: judge(sample).differences for name, sample in samples.items()}


def of(found: list[Difference], about: str) -> Difference:
    return next(one for one in found[:TOP] if one.level.feature.about == about)


@pytest.mark.parametrize(
    ("company", "truth"),
    [
        ("broadband", "been_at_missed-visit"),
        ("broadband", "partner"),
        ("machines", "changes_in_matter"),
        ("machines", "moved_silently"),
        ("shop", "late"),
    ],
)
def test_what_was_planted_is_among_the_five_best_reasons(
    found: dict[str, list[Difference]], company: str, truth: str
) -> None:
    one = of(found[company], truth)
    assert one.effect > 0.05
    assert one.low > 0
    assert one.odds
    assert one.odds.low > 1


@pytest.mark.django_db(databases="__all__")
def test_how_often_it_took_is_told(found: dict[str, list[Difference]]) -> None:
    missed, partner = of(found["broadband"], "been_at_missed-visit"), of(found["broadband"], "partner")
    assert (missed.level.key, partner.level.key) == (">=2", "Vire")
    assert difference_sentence(missed).startswith("Had been at: missed-visit, at least 2 times: ")


def test_what_goes_along_with_a_truth_or_with_staying_does_not_stand_beside_it(
    found: dict[str, list[Difference]],
) -> None:
    standing = {
        one.level.feature.about
        for one in found["broadband"]
        if one.odds and not one.odds.low <= 1 <= one.odds.high
    }
    assert standing.isdisjoint({"been_at_apology", "been_at_newsletter", "steps", "attempts", "first_wait"})


def test_a_lead_is_judged_by_what_happened_to_it_and_not_to_the_others(samples: dict[str, Sample]) -> None:
    """Each lead has two of us at most, and is moved once at most; a customer's three leads have more."""
    values = samples["machines"].values
    assert values["changes_in_matter"].max() == 1
    assert values["moved_silently"].max() == 1
    assert values["been_at_sales-call"].max() == 1
    assert samples["machines"].people(True) < samples["machines"].left.sum()


@pytest.mark.django_db(databases="__all__")
def test_of_two_that_say_the_same_the_other_is_named_beside_it(found: dict[str, list[Difference]]) -> None:
    told = difference_sentence(of(found["machines"], "moved_silently"))
    assert "Nearly the same visits: " in told
    assert "back-office" in told


@pytest.mark.parametrize("company", COMPANIES)
def test_with_shuffled_outcomes_there_is_no_reason(samples: dict[str, Sample], company: str) -> None:
    sample, luck, reported = samples[company], np.random.default_rng(2), 0
    for _ in range(SHUFFLES):
        told = judge(replace(sample, left=luck.permutation(sample.left)))
        reported += bool(told.differences or told.together)
    assert reported <= 1
