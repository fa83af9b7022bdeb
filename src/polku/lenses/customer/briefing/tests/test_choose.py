"""The choice, whatever is offered. Knows no customer."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from polku.lenses.customer.briefing.choose import LEAST, MOST, MOST_OF_A_SECTION, Left, choose
from polku.lenses.customer.briefing.points import Point, Score, Section
from polku.lenses.customer.briefing.tests.pointed import point

AT_MOST = {"asks": 2, "overdue": 2, "kept": 1, "rated": 1}
POINTS = st.lists(
    st.builds(
        point,
        weight=st.integers(0, 120),
        rule=st.sampled_from(sorted(AT_MOST)),
        matter=st.sampled_from(["", "the hum", "the filter", "the bill"]),
        section=st.sampled_from(Section),
        moment=st.integers(0, 5),
    ),
    max_size=25,
)


@given(POINTS)
def test_there_are_never_more_than_seven_nor_too_many_of_a_kind(points: list[Point]) -> None:
    said = choose(points, AT_MOST).said
    assert len(said) <= MOST
    assert all(count <= MOST_OF_A_SECTION for count in Counter(one.section for one in said).values())
    assert all(count <= AT_MOST[rule] for rule, count in Counter(one.rule for one in said).items())
    assert len({one.matter for one in said}) == len(said)
    assert all(one.score.total >= LEAST for one in said)


@given(POINTS, st.randoms())
def test_the_order_in_which_rules_are_asked_changes_nothing(points: list[Point], luck: object) -> None:
    shuffled = sorted(points, key=lambda _: luck.random())  # type: ignore[attr-defined]
    assert choose(shuffled, AT_MOST).said == choose(points, AT_MOST).said


@given(POINTS, st.integers(0, 24))
def test_dropping_what_is_not_said_changes_nothing(points: list[Point], which: int) -> None:
    chosen = choose(points, AT_MOST)
    if chosen.left:
        dropped, _ = chosen.left[which % len(chosen.left)]
        rest = list(points)
        rest.remove(dropped)
        assert choose(rest, AT_MOST).said == chosen.said


@given(POINTS)
def test_every_point_is_said_or_left_for_a_reason(points: list[Point]) -> None:
    chosen = choose(points, AT_MOST)
    assert len(chosen.said) + len(chosen.left) == len(points)
    lightest = min((one.score.total for one in chosen.said), default=0)
    for one, why in chosen.left:
        assert (why is Left.SLIGHT) == (one.score.total < LEAST)
        assert why is not Left.FULL or (len(chosen.said) == MOST and one.score.total <= lightest)


@given(POINTS)
def test_sentences_are_read_by_section_and_within_it_by_weight(points: list[Point]) -> None:
    said = choose(points, AT_MOST).said
    assert said == sorted(
        said, key=lambda one: (one.section, -one.score.total, -one.at, one.rule, one.matter)
    )


def test_of_two_about_one_matter_the_heavier_is_said() -> None:
    complaint = point(85, "overdue", "the hum", Section.WRONG)
    question = point(70, "asks", "the hum")
    assert choose([question, complaint], AT_MOST).said == [complaint]
    assert choose([question, complaint], AT_MOST).left == [(question, Left.SAID)]


def test_a_rule_that_is_not_in_the_table_may_say_one() -> None:
    first, second = point(60, "new"), point(50, "new")
    assert choose([first, second], AT_MOST).left == [(second, Left.ENOUGH_OF_IT)]


def test_a_score_is_the_sum_of_its_parts() -> None:
    assert Score(open=50, recent=20, unusual=20, memorable=15, standing=5).total == 110
