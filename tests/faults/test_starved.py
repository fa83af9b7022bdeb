"""No room on the disk, no way past a lock: said clearly, nothing acknowledged is lost, and it goes on afterwards."""

import json
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.faults.house import SOAK, House
from tests.faults.load import Load
from tests.faults.proof import expect_equal_to_a_rebuild, expect_nothing_lost
from tests.serving import until

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    key = house.new_key()
    house.open()
    try:
        with Load(key, [house.port]) as load:
            until(lambda: bool(load.acknowledged), "something is kept", 30)
            for process in house.processes():
                _may_write_files_up_to(process, 1)  # of one byte, so none can grow
            until(lambda: len(load.refusals) > 3, "the full disk is told", 60)
            for process in house.processes():
                _may_write_files_up_to(process, resource.RLIM_INFINITY)
            kept = len(load.acknowledged)
            until(lambda: len(load.acknowledged) > kept + 100, "events are kept again", 60)
        for status, body in load.refusals:
            assert status == 503
            assert "title" in json.loads(body)
        expect_nothing_lost(house, load.acknowledged)
        expect_equal_to_a_rebuild(house)
    finally:
        house.stop()


def test_a_database_locked_by_another_process_only_delays(house: House) -> None:
    key = house.new_key()
    house.open()
    try:
        with Load(key, [house.port]) as load:
            until(lambda: bool(load.acknowledged), "something is kept", 30)
            with _locked(house):
                kept = len(load.acknowledged)
                until(lambda: _is_still(load, kept) or bool(load.refusals), "the lock is felt", 60)
                if SOAK:
                    until(lambda: bool(load.refusals), "waiting has an end, and it is told", 90)
            kept = len(load.acknowledged)
            until(lambda: len(load.acknowledged) > kept + 100, "events are kept again", 90)
        assert {status for status, _ in load.refusals} <= {503}
        expect_nothing_lost(house, load.acknowledged)
        expect_equal_to_a_rebuild(house)
    finally:
        house.stop()


def _may_write_files_up_to(process: int, size: int) -> None:
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _is_still(load: Load, kept: int) -> bool:
    """Whether nothing new was acknowledged while every client waits for its answer."""
    load.still += 1 if len(load.acknowledged) == kept else -load.still
    return load.still > 20


@contextmanager
def _locked(house: House) -> Iterator[None]:
    """Another process's transaction that lets nobody write to the log."""
    if house.database_url:
        with psycopg.connect(house.database_url) as connection:
            connection.execute("LOCK TABLE timeline_event IN ACCESS EXCLUSIVE MODE")
            yield
        return
    connection = sqlite3.connect(house.home / "log.sqlite3", isolation_level=None, timeout=20)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()
