from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from polku.lib.clock import DAY, HOUR, MINUTE
from polku.surfaces.charts.timeline.scale import Elapsed, Scale, Silent, silences


def test_gaps_take_the_power_of_their_hours() -> None:
    # (1 h)^0.4 = 1 and (32 h)^0.4 = 4: of 100 pixels the first gap has 20, the second 80.
    scale = Scale(Elapsed([0, HOUR, 33 * HOUR], []), left=0, width=100, hush=66)
    assert [scale.x(moment) for moment in (0, HOUR, 33 * HOUR)] == [0.0, 20.0, 100.0]
    assert scale.x(17 * HOUR) == 60.0  # between two moments time is even: half of the 32 hours


def test_a_moment_outside_the_path_stands_at_its_end() -> None:
    scale = Scale(Elapsed([0, HOUR], []), left=10, width=50, hush=66)
    assert (scale.x(-DAY), scale.x(DAY)) == (10.0, 60.0)
    assert Scale(Elapsed([5], []), left=10, width=50, hush=66).x(5) == 10.0


def test_silences_have_one_width_whatever_their_length() -> None:
    path = [0, HOUR, 40 * DAY, 40 * DAY + HOUR, 400 * DAY]
    quiet = [Silent(HOUR, 40 * DAY), Silent(40 * DAY + HOUR, 400 * DAY)]
    scale = Scale(Elapsed(path, quiet), left=0, width=200, hush=66)
    # 40 % of 200 pixels is the most for silences, 40 each; the two hours share 120, and 60 is an hour's most.
    assert [scale.x(moment) for moment in path] == [0.0, 60.0, 100.0, 160.0, 200.0]


def test_beside_silence_a_short_talk_does_not_fill_the_picture() -> None:
    path = [0, HOUR, 100 * DAY]
    scale = Scale(Elapsed(path, [Silent(HOUR, 100 * DAY)]), left=0, width=1000, hush=66)
    assert [scale.x(moment) for moment in path] == [0.0, 60.0, 1000.0]


def test_silence_is_a_gap_of_thirty_days_the_last_one_until_now() -> None:
    path = [0, 29 * DAY, 60 * DAY]
    assert silences(path, now=200 * DAY) == [Silent(29 * DAY, 60 * DAY), Silent(60 * DAY, 200 * DAY)]
    assert silences([], now=0) == []
    assert silences([0], now=0) == []


def test_who_is_seldom_in_touch_is_silent_only_in_the_longest_gaps() -> None:
    # Seven gaps of 31 days and two of 50: nine are more than six, so 45 days it is.
    gaps = [31] * 7 + [50] * 2
    path = [sum(gaps[:number]) * DAY for number in range(len(gaps) + 1)]
    assert [one.length // DAY for one in silences(path, path[-1])] == [50, 50]


@given(st.lists(st.integers(0, 3000 * DAY), min_size=1, max_size=40), st.integers(0, 3000 * DAY))
def test_order_is_kept_and_nothing_leaves_the_width(path: list[int], between: int) -> None:
    path.sort()
    scale = Scale(Elapsed(path, silences(path, path[-1])), left=50, width=900, hush=66)
    asked = sorted([*path, between])
    places = [scale.x(moment) for moment in asked]
    assert all(earlier <= later for earlier, later in pairwise(places))
    assert places[0] >= 50
    assert places[-1] <= 950.1


def test_minutes_have_room_beside_days() -> None:
    scale = Scale(Elapsed([0, 10 * MINUTE, DAY], []), left=0, width=1000, hush=66)
    assert scale.x(10 * MINUTE) > 100


def test_one_elapsed_serves_every_width() -> None:
    # A silence between the hours: in 200 pixels it may have 66; in 50 it may have 40 % of them, which are 20,
    # and each hour 15.
    elapsed = Elapsed([0, HOUR, 40 * DAY, 40 * DAY + HOUR], [Silent(HOUR, 40 * DAY)])
    narrow = Scale(elapsed, left=0, width=50, hush=66)
    wide = Scale(elapsed, left=10, width=500, hush=66)
    assert [narrow.x(moment) for moment in elapsed.moments] == [0.0, 15.0, 35.0, 50.0]
    # In 500 pixels an hour takes 60 at most, so the silence has the rest: 380.
    assert [wide.x(moment) for moment in elapsed.moments] == [10.0, 70.0, 450.0, 510.0]
    assert narrow.x(HOUR) == 15.0
