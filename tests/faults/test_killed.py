import random
import time

import pytest

from tests.faults.house import SOAK, House
from tests.faults.load import Load
from tests.faults.proof import expect_equal_to_a_rebuild, expect_nothing_lost

pytestmark = [pytest.mark.server, pytest.mark.slow]
KILLS = 20 if SOAK else 3


def test_what_was_acknowledged_outlives_kill_9_at_any_moment(house: House) -> None:
    key = house.new_key()
    chance = random.Random(20261122)
    try:
        with Load(key, [house.port]) as load:
            for _ in range(KILLS):
                house.open()
                time.sleep(chance.uniform(0.2, 2.0))  # the moment is what the test chooses, not a wait
                house.kill()
            house.open()
        assert load.acknowledged
        assert load.failures, "the kills were noticed"
        expect_nothing_lost(house, load.acknowledged)
        expect_equal_to_a_rebuild(house)
    finally:
        house.stop()
