"""Traits that the setting declares, and the outside partner, are features like any other: by hand, without a database."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.utils import translation

from polku.lenses.asked import Asked
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.judge import judge
from polku.lenses.reasons.sampled import Sample, sampled
from polku.lenses.reasons.sentences import difference_sentence
from polku.timeline.interaction import Interaction
from tests.reasons.laid_lives import Laid
from tests.story import interactions

LIVES = 40
GOLD = range(1, 21)  # of whom sixteen leave; of the twenty others four


def life(customer: int, partner: str = "") -> list[Interaction]:
    gone = customer in range(1, 17) or customer in range(21, 25)
    end = "left mail" if gone else "ordered shop"
    path = interactions(
        f"ann mon 08:00 delivered home\nann tue 09:00 customer:asked form thread=a\n"
        f"ann tue 09:10 answered form thread=a actor=sara\nann thu 12:00 {end}"
    )
    return [msgspec.structs.replace(path[0], attributes={"partner": partner}), *path[1:]]


@pytest.fixture
def declared(settings: Any) -> None:
    settings.CHOSEN = settings.CHOSEN | {"segment_traits": ("plan",)}


def asked_of(folder: Path, partners: tuple[str, str] = ("", ""), **more: Any) -> Sample:
    lives = [life(customer, partners[customer not in GOLD]) for customer in range(1, LIVES + 1)]
    laid = Laid(folder, lives, **more)
    with laid.asked():
        found = sampled(rows(Asked(touchpoint="form")))
    laid.file.close()
    return found


@pytest.mark.usefixtures("declared")
def test_a_declared_trait_is_told_of_customers_and_of_the_members_of_an_organisation(tmp_path: Path) -> None:
    # One to twenty are gold by an organisation of theirs, but five has a plan of their own; the rest belong to another.
    traits = [(100, "plan", "gold"), (101, "plan", "silver"), (5, "plan", "silver")]
    members = [(customer, 100 if customer in GOLD else 101) for customer in range(1, LIVES)]
    sample = asked_of(tmp_path, traits=traits, members=members)
    plans = dict(zip(sample.customers.tolist(), sample.values["segment_plan"].tolist(), strict=True))
    assert (plans[1], plans[5], plans[21], plans[LIVES]) == ("gold", "silver", "silver", "")
    (one,) = [one for one in judge(sample).differences if one.level.feature.name == "segment_plan"]
    # Of the twenty who left fifteen were gold, of the twenty who went on four.
    assert (one.level.key, one.counts) == ("gold", (20, 15, 20, 4))
    assert difference_sentence(one).startswith(
        "Is of the segment plan: gold: 15 of the 20 who left here (75%)"
    )
    with translation.override("fi"):
        assert difference_sentence(one).startswith("Kuuluu ryhmään plan: gold:")


def test_without_a_declared_trait_none_is_asked_about(tmp_path: Path) -> None:
    sample = asked_of(tmp_path, traits=[(customer, "plan", "gold") for customer in GOLD])
    assert not [name for name in sample.values if name.startswith("segment")]


def test_the_partner_they_had_last_is_told_by_its_name(tmp_path: Path) -> None:
    (one,) = [
        one
        for one in judge(asked_of(tmp_path, ("Kaarna", "Utu"))).differences
        if one.level.feature.name == "partner"
    ]
    assert (one.level.key, one.counts) == ("Kaarna", (20, 16, 20, 4))
    assert difference_sentence(one).startswith("Had as partner: Kaarna: 16 of the 20 who left here (80%)")
