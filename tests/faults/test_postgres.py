"""Faults that only a team's database has."""

from pathlib import Path

import pytest

from tests.faults.house import SOAK, House
from tests.faults.load import Load
from tests.faults.proof import expect_equal_to_a_rebuild, expect_nothing_lost
from tests.postgres import Cluster
from tests.serving import until

pytestmark = [pytest.mark.server, pytest.mark.slow]
RESTARTS = 6 if SOAK else 2


def test_postgresql_may_be_restarted_under_load(cluster: Cluster, tmp_path: Path) -> None:
    house = House(tmp_path / "home", cluster.url)
    key = house.new_key()
    house.open()
    try:
        with Load(key, [house.port]) as load:
            for number in range(RESTARTS):
                kept = len(load.acknowledged)
                until(lambda kept=kept: len(load.acknowledged) > kept + 200, "events are kept", 60)
                cluster.stop("immediate" if number % 2 else "fast")
                failures = load.failures
                until(lambda failures=failures: load.failures > failures, "the outage is told", 60)
                cluster.start()
            kept = len(load.acknowledged)
            until(lambda: len(load.acknowledged) > kept + 200, "events are kept again", 60)
        assert {status for status, _ in load.refusals} <= {503}
        expect_nothing_lost(house, load.acknowledged)
        expect_equal_to_a_rebuild(house)
    finally:
        house.stop()


def test_two_servers_share_one_postgresql_and_one_may_die(cluster: Cluster, tmp_path: Path) -> None:
    first = House(tmp_path / "first", cluster.url)
    second = House(tmp_path / "second", cluster.url)
    key = first.new_key()
    houses = [first.open(), second.open()]
    try:
        with Load(key, [house.port for house in houses], clients=4) as load:
            until(lambda: len(load.acknowledged) > 400, "events are kept", 60)
            first.kill()  # the one whose worker leads
            kept = len(load.acknowledged)
            until(lambda: len(load.acknowledged) > kept + 400, "the other server goes on", 60)
        expect_nothing_lost(second, load.acknowledged)
        expect_equal_to_a_rebuild(second)
    finally:
        for house in houses:
            house.stop()
