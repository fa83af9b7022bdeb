"""What is drawn at which detail, and what is said of the rest."""

from hypothesis import given, settings
from hypothesis import strategies as st

from polku.surfaces.charts.flow.choosing import MOST_PLACES, MOST_STEPS, shown, usual_detail
from polku.surfaces.charts.flow.given import Flow
from polku.surfaces.charts.flow.tests.flows import chain, flows, leaving, place, step

# Four touchpoints; the commonest ways are a → b → c → d, and four rarer steps cut across.
FOUR = Flow(
    (place("a", 100), place("b", 90), place("c", 80), place("d", 70)),
    (
        step(0, 1, 90), step(1, 2, 80), step(2, 3, 70), step(0, 2, 9), step(0, 3, 8), step(1, 3, 7), step(3, 0, 2),
        step(2, 2, 1),
    ),
    (leaving(1, "said", 4),),
)  # fmt: skip


def pairs(flow: Flow) -> list[tuple[int, int]]:
    return [(one.source, one.target) for one in flow.steps]


def test_at_full_detail_everything_is_there_the_most_walked_first() -> None:
    found = shown(FOUR, 100)
    assert pairs(found.flow)[:4] == [(0, 1), (1, 2), (2, 3), (0, 2)]
    assert (len(found.flow.steps), found.hidden_steps, found.hidden_step_walks) == (8, 0, 0)


def test_the_least_walked_steps_go_first_and_are_counted() -> None:
    found = shown(FOUR, 50)  # four of eight, and d's only way out: two walks
    assert pairs(found.flow) == [(0, 1), (1, 2), (2, 3), (0, 2), (3, 0)]
    assert (found.hidden_steps, found.hidden_step_walks) == (3, 8)


def test_every_place_keeps_its_commonest_way_in_and_out() -> None:
    found = shown(FOUR, 0)
    # a's only way in and d's only way out is the step back, which two walks take.
    assert pairs(found.flow) == [(0, 1), (1, 2), (2, 3), (3, 0)]


def test_steps_walked_as_often_as_the_last_one_shown_are_shown_too() -> None:
    even = Flow(FOUR.places, tuple(step(a, b, 5) for a in range(4) for b in range(4)))
    assert shown(even, 10).hidden_steps == 0


def test_no_detail_hides_an_exit() -> None:
    assert shown(FOUR, 0).flow.leavings == FOUR.leavings


def test_of_three_hundred_touchpoints_the_most_visited_are_drawn_and_the_others_counted_with_who_left() -> (
    None
):
    many = chain(300)
    many = Flow(many.places, many.steps, (leaving(0, "said", 5), leaving(299, "silent", 7), leaving(200, "dropped", 2)))  # fmt: skip
    found = shown(many, 100)
    titles = [one.title for one in found.flow.places]
    # The start, and the 39 that most came to.
    assert (len(titles), titles[0], titles[-2:]) == (MOST_PLACES, "place 0", ["place 38", "Start"])
    assert (found.hidden_places, found.hidden_place_walks, found.hidden_leavings) == (261, 1000 - 39, 9)
    assert [one.walks for one in found.flow.leavings] == [5]
    assert found.hidden_steps == 300 - 39  # and the start's own


def test_the_usual_detail_draws_about_forty_steps() -> None:
    wide = Flow(
        tuple(place(f"p{n}") for n in range(20)),
        tuple(step(a, b, 1 + a * 20 + b) for a in range(20) for b in range(20)),
    )
    assert usual_detail(wide) == 10
    assert usual_detail(FOUR) == 100


@settings(max_examples=60, deadline=None)
@given(flows(most=50), st.integers(0, 100))
def test_what_is_drawn_and_what_is_hidden_make_up_the_whole(flow: Flow, detail: int) -> None:
    found = shown(flow, detail)
    assert len(found.flow.steps) + found.hidden_steps == len(flow.steps)
    assert len(found.flow.places) + found.hidden_places == len(flow.places)
    left = sum(one.walks for one in found.flow.leavings) + found.hidden_leavings
    assert left == sum(one.walks for one in flow.leavings)
    assert len(found.flow.steps) <= MOST_STEPS + 2 * MOST_PLACES
    assert all(max(one.source, one.target) < len(found.flow.places) for one in found.flow.steps)
