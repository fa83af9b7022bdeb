import itertools

from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.promises import PromiseNow
from polku.lenses.customer.tests.told import GAP, at, did
from polku.lib.clock import DAY, HOUR, MINUTE
from polku.surfaces.web.pages.customer.picture.draw import WIDTH, Picture, picture
from polku.surfaces.web.pages.customer.picture.felt import third
from polku.surfaces.web.pages.customer.picture.pledges import MOST_ROWS
from polku.surfaces.web.pages.customer.picture.scale import Scale
from polku.timeline.folds.encounters import fold_encounters, status
from polku.timeline.folds.promises import fold_promises, state
from polku.timeline.interaction import Interaction

NOW = at("2026-11-20 12:00")


def drawn(*happened: Interaction) -> Picture:
    encounters = [EncounterNow("k", 1, status(one, NOW, DAY), one) for one in fold_encounters(happened, GAP)]
    promises = [PromiseNow(1, state(one, NOW), one) for one in fold_promises(happened)]
    made = picture(encounters, promises, NOW)
    assert made is not None
    return made


def test_nothing_makes_no_picture() -> None:
    assert picture([], [], NOW) is None


def test_moments_keep_their_order_and_silence_takes_little_room() -> None:
    scale = Scale([0, HOUR, 400 * DAY], 100)
    places = [scale.x(moment) for moment in (0, MINUTE, HOUR, DAY, 400 * DAY)]
    assert places == sorted(places)
    # log2(1 + 60/10) = 2.81 for the hour, 10 for all that is longer than a week: the hour has 22 % of the room.
    assert places[2] == 21.9
    assert (scale.x(-DAY), scale.x(500 * DAY)) == (0.0, 100.0)


def test_one_moment_stands_at_the_beginning() -> None:
    assert Scale([5], 100).x(5) == 0.0
    assert Scale([], 100).x(5) == 0.0


def test_each_channel_has_a_lane_and_each_encounter_a_mark() -> None:
    made = drawn(
        did("2026-11-01 09:00", "visited", channel="web", touchpoint="shop"),
        did("2026-11-05 09:00", "visited", channel="web", touchpoint="shop"),
        did("2026-11-09 09:00", "asked", "customer", channel="mail"),
        did("2026-11-09 12:00", "answered", "us", channel="mail"),
    )
    assert [(lane.channel, len(lane.marks)) for lane in made.lanes] == [("web", 2), ("mail", 2)]


def test_a_long_path_is_grouped_and_loses_nobody() -> None:
    made = drawn(
        *(
            did(f"2024-{1 + n // 28:02}-{1 + n % 28:02} {hour:02}:00", "visited")
            for n in range(300)
            for hour in (6, 18)
        )
    )
    marks = made.lanes[0].marks
    assert len(marks) < 300
    assert sum(len(mark.encounters) for mark in marks) == 600
    edges = [(mark.x, mark.x + mark.width) for mark in marks]
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(edges))
    assert edges[-1][1] <= WIDTH


def test_silence_is_a_gap_of_thirty_days_the_last_one_until_today() -> None:
    made = drawn(
        did("2026-01-01 12:00", "visited"),
        did("2026-03-02 12:00", "visited"),
        did("2026-03-20 12:00", "visited"),
    )
    assert [one.length // DAY for one in made.silences] == [60, 245]


def test_waiting_is_drawn_until_the_first_response_and_until_today() -> None:
    made = drawn(
        did("2026-11-01 09:00", "asked", "customer", thread="a"),
        did("2026-11-02 09:00", "answered", "us", thread="a"),
        did("2026-11-15 09:00", "asked", "customer", thread="b"),
    )
    first, second = made.lanes[0].waits
    assert first.x + first.width < second.x
    assert second.x + second.width == made.today


def test_promises_that_overlap_stand_in_rows_of_their_own() -> None:
    made = drawn(
        *(
            did(f"2026-11-0{n} 09:00", "promised", about=f"o{n}", due_at=at("2026-12-24 09:00"))
            for n in range(1, 7)
        )
    )
    assert sorted(one.row for one in made.pledges) == list(range(MOST_ROWS))
    assert made.left_out == 2


def test_promises_one_after_the_other_share_a_row() -> None:
    made = drawn(
        did("2026-01-01 09:00", "promised", about="a", due_at=at("2026-01-05 09:00")),
        did("2026-01-04 09:00", "delivered", about="a"),
        did("2026-06-01 09:00", "promised", about="b", due_at=at("2026-06-05 09:00")),
    )
    assert [one.row for one in made.pledges] == [0, 0]


def test_a_rating_is_placed_in_the_thirds_of_its_own_scale() -> None:
    assert [third(rating, 1, 5) for rating in (1, 2, 3, 4, 5)] == [
        "below",
        "below",
        "within",
        "above",
        "above",
    ]
    assert third(1, 5, 1) == "above"  # a scale whose best end is 1
    assert third(3, None, 5) == "unscaled"


def test_ratings_at_one_place_show_the_lowest() -> None:
    made = drawn(
        *(
            did(f"2026-11-01 09:0{n}", "rated", thread=str(n), rating=rating, rating_low=1, rating_high=5)
            for n, rating in enumerate((5, 1, 4))
        ),
        *(did(f"2024-{month:02}-01 09:00", "visited") for month in range(1, 13)),
    )
    assert [(one.third, len(one.rated)) for one in made.felt] == [("below", 3)]


def test_dates_stand_apart_and_the_first_says_its_year() -> None:
    made = drawn(*(did(f"2025-{month:02}-10 09:00", "visited") for month in range(1, 13)))
    assert len(made.ticks) > 6
    assert all(earlier.reach[1] < later.reach[0] for earlier, later in itertools.pairwise(made.ticks))
    assert made.ticks[0].words == "10 Jan 2025"
    assert "today" in [one.words for one in made.ticks]
