"""Splink as shipped against febrl4: 5,000 persons told twice, the second time with slips."""

import csv
from pathlib import Path

import pytest

from polku.identity.identify import Seen, identify
from polku.identity.models import Identifier, Review
from polku.identity.suggest.questions import ask_about
from polku.identity.suggest.run import suggest
from polku.touchpoints.reading import Policy, Reference

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.real_data, pytest.mark.slow]
DATA = Path(__file__).parents[4].parent / "shared" / "data" / "identity"


def told() -> list[Seen]:
    """The rows of both files as a CRM would tell them."""
    seen: list[Seen] = []
    for name in ("dataset4a.csv", "dataset4b.csv"):
        with (DATA / name).open(newline="") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                reference = Reference("crm", row.pop("rec_id"), Policy.UNIQUE)
                seen.append(Seen(len(seen) + 1, len(seen), [reference], row, {}))
    return seen


def same_person(review: Review) -> bool:
    """By the number in "rec-1070-org" and "rec-1070-dup-0"."""
    return review.low.value.split("-")[1] == review.high.value.split("-")[1]


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/identity (febrl4)")
def test_nearly_all_duplicates_of_febrl4_are_asked_about_and_nobody_else() -> None:
    identify(told())
    assert Identifier.objects.count() == 10_000
    found = suggest()
    reviews = list(Review.objects.select_related("low", "high"))
    right = sum(same_person(review) for review in reviews)
    assert found.compared.learnt
    assert right / len(reviews) >= 0.999
    assert right / 5000 >= 0.99
    again = ask_about(found.compared.likely)
    assert (again.new, again.standing, again.taken_back) == (0, len(reviews), 0)
