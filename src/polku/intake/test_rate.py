from hypothesis import given
from hypothesis import strategies as st

from polku.intake.rate import Rates


def test_a_second_fills_the_bucket_again() -> None:
    rates = Rates()
    assert rates.spend(1, 10, 10, 0.0).remaining == 0
    assert rates.spend(1, 10, 1, 0.0).wait == 1
    assert rates.spend(1, 10, 1, 0.5).remaining == 4
    assert rates.spend(1, 10, 1, 99.0).remaining == 9


def test_sources_have_a_bucket_each() -> None:
    rates = Rates()
    rates.spend(1, 10, 10, 0.0)
    assert rates.spend(2, 10, 1, 0.0).wait == 0


def test_a_batch_larger_than_the_limit_passes_and_is_waited_for() -> None:
    rates = Rates()
    assert rates.spend(1, 10, 100, 0.0).wait == 0
    # 90 owed, one to have: 9.1 seconds.
    assert rates.spend(1, 10, 1, 0.0).wait == 10
    assert rates.spend(1, 10, 1, 9.2).wait == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 5)), min_size=1, max_size=30), st.integers(1, 100))
def test_over_any_time_no_more_passes_than_the_limit_allows(
    asks: list[tuple[int, float]], limit: int
) -> None:
    rates, moment, passed = Rates(), 0.0, [0]
    for events, pause in asks:
        moment += pause
        passed.append(0 if rates.spend(1, limit, events, moment).wait else events)
    # One bucket, what flowed in since, and the batch that overdrew it last.
    assert sum(passed) <= limit + moment * limit + max(passed) + 1
