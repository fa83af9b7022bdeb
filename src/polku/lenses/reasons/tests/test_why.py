"""Reasons in words, with the customers behind them, from events told to a real Polku; and where there are none."""

import warnings
from typing import Any

import pytest
from django.utils import translation

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lenses.measure import answer
from polku.lenses.reasons.behind import behind
from polku.lenses.reasons.reason import Reason
from polku.lenses.reasons.reasons import REASONS
from polku.lenses.reasons.why import seen, why
from polku.timeline.models import InteractionRow
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]

# Twenty wait for two days for an answer, and twelve of them leave; twenty wait for ten minutes, and two leave.
SLOW = [f"s{n:02}" for n in range(20)]
QUICK = [f"q{n:02}" for n in range(20)]
GONE = {*SLOW[:12], *QUICK[:2]}


def life(who: str, gone: bool) -> str:
    answered = "wed 09:00" if who in SLOW else "mon 09:10"
    end = 'declined offer "Too slow. Sorry!"' if gone else "ordered shop"
    return (
        f"{who} mon 09:00 customer:asked form thread={who}\n"
        f"{who} {answered} answered form thread={who} actor=sara\n{who} thu 12:00 {end}"
    )


def story(gone: set[str]) -> str:
    return "\n".join(life(who, who in gone) for who in [*SLOW, *QUICK])


def of(manner: str, **question: Any) -> list[Reason]:
    return [one for one in why(asked(touchpoint="form", **question)).reasons if one.manner == manner]


def test_the_wait_is_told_with_both_groups_and_opens_its_customers() -> None:
    tell(story(GONE))
    (one,) = of("difference")
    assert (one.feature, one.left_n, one.left_with, one.stayed_n, one.stayed_with) == (
        "answered_here",
        14,
        12,
        26,
        8,
    )
    # 12/14 − 8/26 = .857 − .308.
    assert one.effect == pytest.approx(12 / 14 - 8 / 26)
    assert one.q is not None
    assert one.q <= 0.05
    assert one.sentence == (
        "Waited 2 days or longer for our first answer here: 12 of the 14 who left here (86%), but 8 of the 26 who went"
        f" on (31%). That differs by 55 percentage points ({round(100 * one.low)} to {round(100 * one.high)})."
    )
    pairs = behind(asked(touchpoint="form"), one.feature, one.level)
    gone = customers(GONE & {*SLOW})
    assert {pair.customer for pair in pairs} == gone
    assert len({pair.stayer for pair in pairs}) == 12
    assert {pair.stayer for pair in pairs} <= customers({*SLOW, *QUICK} - GONE)
    assert pairs == behind(asked(touchpoint="form"), one.feature, one.level)
    assert len(behind(asked(touchpoint="form"), one.feature, one.level, top=3)) == 3


def customers(names: set[str]) -> set[int]:
    found = InteractionRow.objects.filter(thread__in=names, kind="asked")
    return set(found.values_list("customer_id", flat=True))


def test_the_partner_that_a_source_tells_of_comes_as_far_as_the_reasons() -> None:
    tell(story(GONE))
    told = {True: '{"team":"a","partner":"Kaarna"}', False: '{"partner":"utu@example.org"}'}
    for gone in (True, False):
        of_them = InteractionRow.objects.filter(kind="asked", thread__in=[*GONE]) if gone else (
            InteractionRow.objects.filter(kind="asked").exclude(thread__in=[*GONE])
        )  # fmt: skip
        of_them.update(attributes=told[gone])
    values = seen(asked(touchpoint="form")).sample.values["partner"]
    assert sorted(set(values)) == ["", "Kaarna"]  # an address is no partner's name
    assert (values == "Kaarna").sum() == len(GONE)


def test_what_they_said_stands_beside_it_and_opens_who_said_it() -> None:
    tell(story(GONE))
    (said,) = of("stated")
    assert (said.level, said.left_with, said.left_n, said.q) == ("Too slow.", 14, 14, None)
    assert {pair.customer for pair in behind(asked(touchpoint="form"), "said", "Too slow.")} == customers(
        GONE
    )


def test_the_model_gives_odds_with_an_interval_in_words_that_blame_nothing() -> None:
    tell(story(GONE))
    (one,) = of("adjusted")
    assert one.q is None  # that of the difference is not the model's
    assert 1 < one.low < one.effect < one.high
    assert "goes with leaving here also when the other differences are held equal" in one.sentence
    every = why(asked(touchpoint="form")).reasons
    assert not [one for one in every if "cause" in one.sentence or "because" in one.sentence]


def test_it_is_said_in_the_readers_language() -> None:
    tell(story(GONE))
    with translation.override("fi"):
        assert of("difference")[0].sentence.startswith(
            "Odotti täällä ensimmäistä vastaustamme 2 pv tai kauemmin"
        )
    with translation.override("sv"):
        assert of("difference")[0].sentence.startswith("Väntade 2 dagar eller längre på vårt första svar här")


def test_the_measure_tells_the_same_with_n_and_sql() -> None:
    tell(story(GONE))
    found = answer(REASONS, asked(touchpoint="form"))
    assert (found.n, found.customers) == (40, 40)
    assert [row["manner"] for row in found.rows] == ["difference", "adjusted", "stated"]
    assert [*found.rows[0]] == found.columns == [*Reason.__struct_fields__]
    assert "answered_here" in " ".join(found.sql)


@pytest.mark.parametrize(
    ("gone", "question", "told"),
    [
        (set(), {}, "Nobody left here: there is nothing to explain."),
        ({*SLOW, *QUICK}, {}, "Everybody who was here left here: there is nobody to set beside them."),
        ({*SLOW[:4]}, {}, "Fewer than 5 customers left here, or went on: too few to tell what differs."),
        (GONE, {"since": "2025-01-01", "until": "2025-02-01"}, "Nothing happened there: no customer is in this question."),
        (GONE, {"touchpoint": "moon"}, "Nothing happened there: no customer is in this question."),
        ({*SLOW[::2], *QUICK[::2]}, {}, "20 visits ended the path here and 20 did not: nothing that is known differs more than chance would."),
    ],
)  # fmt: skip
def test_where_there_is_nothing_to_tell_a_sentence_says_why(
    gone: set[str], question: dict[str, str], told: str
) -> None:
    tell(story(gone))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = answer(REASONS, asked(**{"touchpoint": "form", **question}))
    assert [row for row in found.rows if row["manner"] != "stated"] == []
    assert told in found.note


def test_a_segment_of_three_is_told_nothing_of() -> None:
    tell(story(GONE) + "\n" + "\n".join(f"{who} fri 12:00 met store" for who in SLOW[:3]))
    found = answer(REASONS, asked(touchpoint="form", segment="touchpoint=store"))
    assert (found.rows, found.n) == ([], 0)
    assert "Fewer than 5 customers are in this segment" in found.note


def test_without_a_touchpoint_it_is_said_what_to_ask() -> None:
    with pytest.raises(WrongQuestion, match="say which, with --touchpoint"):
        why(Asked())


@pytest.mark.parametrize(("feature", "level"), [("luck", "yes"), ("steps", "many"), ("steps & late", "yes")])
def test_a_reason_that_there_is_not_is_said_to_be_none(feature: str, level: str) -> None:
    tell(story(GONE))
    with pytest.raises(WrongQuestion):
        behind(asked(touchpoint="form"), feature, level)
