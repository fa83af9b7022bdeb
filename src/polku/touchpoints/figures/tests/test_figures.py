"""The figures that people declare: kept with who wrote them, refused where they can't be."""

import pytest

from polku.touchpoints.figures.figures import Figures, WrongFigures, checked
from polku.touchpoints.figures.keep import figures, history, save_figures, withdraw_figures
from tests.people import colleague, lead

pytestmark = pytest.mark.django_db(databases="__all__")
EUROS = Figures("EUR", 20, 30, replacement_low=40_000, replacement_high=90_000)


def test_the_newest_is_in_force_and_all_say_who_wrote_them() -> None:
    save_figures(EUROS, lead())
    save_figures(Figures("EUR", 25, 30, horizon=5), colleague())
    assert figures() == {"EUR": Figures("EUR", 25, 30, horizon=5)}
    newest, first = history()
    assert (newest["saved_by"], first["saved_by"]) == ("Mikko Lampi", "Sari Lehto")
    assert (newest["figures"]["margin_low"], first["figures"]["margin_low"]) == (25, 20)


def test_saving_the_same_again_makes_no_new_version() -> None:
    save_figures(EUROS)
    save_figures(EUROS)
    assert len(history()) == 1


def test_currencies_are_kept_apart() -> None:
    save_figures(EUROS)
    save_figures(Figures("SEK", 10, 12))
    assert {name: one.margin_low for name, one in figures().items()} == {"EUR": 20, "SEK": 10}


def test_withdrawn_figures_are_not_in_force_but_stay_in_the_history() -> None:
    save_figures(EUROS)
    assert withdraw_figures("EUR", lead())
    assert figures() == {}
    assert not withdraw_figures("EUR")
    assert [line["figures"] is None for line in history()] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Figures("EUR", 30, 20), "margin_high"),
        (Figures("EUR", -1, 20), "margin_low"),
        (Figures("EUR", 20, 120), "margin_high"),
        (Figures("euros", 20, 30), "currency"),
        (Figures("EUR", 20, 30, horizon=0), "horizon"),
        (Figures("EUR", 20, 30, discount=-5), "discount"),
        (Figures("EUR", 20, 30, replacement_low=5), "replacement_high"),
        (Figures("EUR", 20, 30, gap_low=-1, gap_high=2), "gap_low"),
    ],
)
def test_what_can_not_be_is_refused_and_named(wrong: Figures, field: str) -> None:
    with pytest.raises(WrongFigures) as refused:
        checked(wrong)
    assert field in refused.value.problems
    assert field in str(refused.value)
    with pytest.raises(WrongFigures):
        save_figures(wrong)
    assert history() == []


def test_figures_that_hold_come_back_as_they_are() -> None:
    assert checked(EUROS) is EUROS
