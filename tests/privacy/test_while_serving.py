"""Forgetting, backing up and restoring while a real server takes events in."""

import base64
import json
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.faults.house import House
from tests.faults.load import Load
from tests.serving import until

pytestmark = [pytest.mark.server, pytest.mark.slow]

VEIKKO = {"name": "Veikko Unohdettava", "email": "veikko.unohdettava@posti.example"}
WORDS = "delete what you know of me"


def tell(house: House, key: str, **message: Any) -> None:
    """Send one message, which the server must acknowledge."""
    connection = HTTPConnection("127.0.0.1", house.port, timeout=40)
    login = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    body = json.dumps({"batch": [{"timestamp": "2026-03-02T10:00:00Z", **message}]})
    connection.request(
        "POST", "/v1/batch", body, {"Authorization": login, "Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


def tell_of_veikko(house: House, key: str) -> None:
    tell(house, key, type="identify", messageId="v1", userId="veikko-1942", traits=VEIKKO)
    tell(house, key, type="track", messageId="v2", userId="veikko-1942", event=WORDS)


def holding(house: House, value: str) -> list[str]:
    """Files of the data folder, or columns of the database, that hold the value."""
    if not house.database_url:
        files = [path for path in house.home.rglob("*") if path.is_file()]
        return [path.name for path in files if value.encode().lower() in path.read_bytes().lower()]
    columns = house.query(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
    )
    asked = [
        f"""SELECT '{table}.{column}' FROM "{table}" WHERE {_as_text(column, kind)} ILIKE '%{value}%'"""
        for table, column, kind in columns
    ]
    return [row[0] for row in house.query(" UNION ALL ".join(asked))]


def _as_text(column: str, kind: str) -> str:
    return f"""encode("{column}", 'escape')""" if kind == "bytea" else f'"{column}"::text'


def path_of_all(house: House) -> list[tuple[Any, ...]]:
    """What is folded, by names that a rebuild does not change."""
    return sorted(
        house.query(
            "SELECT i.namespace, i.value, e.touchpoint, e.thread, e.opened_at, e.last_at, e.interactions"
            " FROM timeline_encounter e JOIN identity_identifier i ON i.customer_id = e.customer_id"
        )
    )


def test_who_is_forgotten_under_load_is_gone_and_stays_so_after_a_restore(
    house: House, tmp_path: Path
) -> None:
    house.open()
    try:
        key = house.new_key()
        tell_of_veikko(house, key)
        with Load(key, [house.port], clients=1, batch=2) as load:
            until(lambda: len(load.acknowledged) > 60, "the load is taken in", 60)
            backup = tmp_path / "before.tar.gz"
            house.run("backup", str(backup))
            assert WORDS in house.run("export-customer", VEIKKO["email"])
            house.run("forget", VEIKKO["email"], "--yes")
        until(house.caught_up, "the worker reads what is left", 60)
        for value in (*VEIKKO.values(), WORDS, "veikko-1942"):
            assert holding(house, value) == [], value
        tell_of_veikko(house, key)  # the very same messages
        with Load(key, [house.port], clients=1, batch=2, seed=1) as load:
            house.run("restore", str(backup), "--force")
            until(lambda: len(load.acknowledged) > 60, "the restored house takes events in", 60)
        until(house.caught_up, "the worker reads on after the restore", 60)
        for value in (*VEIKKO.values(), WORDS, "veikko-1942"):
            assert holding(house, value) == [], value
        folded = path_of_all(house)
        assert folded
        house.run("rebuild")
        assert path_of_all(house) == folded
    finally:
        house.stop()


def test_a_backup_taken_under_load_is_a_whole_house_elsewhere(house: House, tmp_path: Path) -> None:
    if house.database_url:
        pytest.skip("one PostgreSQL is at hand: the test above restores into it")
    house.open()
    try:
        key = house.new_key()
        backup = tmp_path / "under-load.tar.gz"
        with Load(key, [house.port], clients=1, batch=2) as load:
            until(lambda: len(load.acknowledged) > 60, "the load is taken in", 60)
            sent_before = set(load.acknowledged)
            house.run("backup", str(backup))
    finally:
        house.stop()
    elsewhere = House(tmp_path / "elsewhere")
    elsewhere.run("restore", str(backup))
    kept = {json.loads(body)["messageId"] for (body,) in elsewhere.query("SELECT body FROM timeline_event")}
    assert sent_before <= kept
    elsewhere.open()
    try:
        until(elsewhere.caught_up, "the restored house reads what its worker had not", 60)
        folded = path_of_all(elsewhere)
        elsewhere.run("rebuild")
        assert path_of_all(elsewhere) == folded
    finally:
        elsewhere.stop()
