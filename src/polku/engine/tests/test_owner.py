"""One process owns the file; others ask at its door; what was forgotten is in none of its files."""

import json
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Client as Caller
from pathlib import Path

import pyarrow as pa
import pytest

from polku.engine import engine, owner, traces
from polku.engine.door import Door, EngineError, ask_at
from polku.engine.file import EngineFile
from polku.engine.tables import STATE_TABLE, table
from polku.engine.tests.fresh import fresh_engine
from polku.identity.models import Identifier
from polku.pipeline.forget import forget
from polku.privacy.remains import RemainsOnDisk
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


@pytest.fixture
def serving() -> Iterator[owner.Shipping]:
    """A server's owner, which has opened its door."""
    running = owner.Shipping()
    try:
        until(lambda: (owner.folder() / "door.json").exists() and running.owner)
        yield running
    finally:
        running.stop()


def until(holds: object, seconds: float = 60) -> None:
    """Poll with a deadline."""
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def steps() -> int:
    return engine.ask(table("interaction").count().as_table()).rows.to_pylist()[0].popitem()[1]


def test_without_a_server_a_command_opens_the_file_ships_and_lets_go() -> None:
    tell("aino  mon 09:00  visited website")
    assert steps() == 1
    tell("aino  mon 10:00  visited website")
    assert steps() == 2
    taken = owner.take()
    assert taken is not None
    taken.close()


def test_threads_of_one_process_that_ask_at_the_same_time_open_the_file_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell("aino  mon 09:00  visited website")
    shared = engine.Shared()
    monkeypatch.setattr(engine, "_shared", shared)
    with shared.taken() as first:
        with shared.taken() as second:
            assert first is second is not None
        assert owner.take() is None  # the first still has it
        assert steps() == 1  # asked meanwhile, and not waited for
    taken = owner.take()
    assert taken is not None
    taken.close()


def test_while_a_server_runs_its_door_is_asked_and_the_answer_is_as_fresh_as_its_copy(
    serving: owner.Shipping,
) -> None:
    tell("aino  mon 09:00  visited website")
    assert owner.take() is None
    until(lambda: steps() == 1)
    answered = engine.ask(STATE_TABLE)
    assert answered.fresh_to >= answered.rows.to_pylist()[0]["fresh_to"] > 0


def test_a_wrong_question_at_the_door_is_told_and_the_door_stays_open(serving: owner.Shipping) -> None:
    sign = owner.folder() / "door.json"
    with pytest.raises(EngineError, match="nothing_of_the_kind"):
        ask_at(sign, b"SELECT * FROM nothing_of_the_kind")
    found = ask_at(sign, b"SELECT 1 AS one")
    assert found is not None
    assert found.to_pylist() == [{"one": 1}]


def test_without_the_key_nobody_gets_in(serving: owner.Shipping) -> None:
    sign = owner.folder() / "door.json"
    assert sign.stat().st_mode & 0o077 == 0
    way = json.loads(sign.read_text())
    stranger = Caller(("127.0.0.1", way["port"]))
    with stranger:
        stranger.recv_bytes()  # the challenge
        stranger.send_bytes(b"no")
        assert b"FAILURE" in stranger.recv_bytes()
        with pytest.raises((EOFError, OSError)):
            stranger.recv_bytes()
    forged = owner.folder() / "forged.json"
    forged.write_text(json.dumps({**way, "key": "00"}))
    assert ask_at(forged, b"SELECT 1") is None


def test_a_server_waits_for_a_command_that_holds_the_file_and_then_takes_over() -> None:
    taken = owner.take()
    assert taken is not None
    running = owner.Shipping()
    assert running.owner is None
    taken.close()
    until(lambda: running.owner)
    running.stop()
    assert not (owner.folder() / "door.json").exists()


def test_where_nobody_opens_the_door_there_is_no_answer(tmp_path: Path) -> None:
    sign = tmp_path / "door.json"
    assert ask_at(sign, b"SELECT 1") is None
    door = Door(sign, lambda question: pa.table({"said": [question.decode()]}))
    assert ask_at(sign, b"hello").to_pylist() == [{"said": "hello"}]  # type: ignore[union-attr]
    written = sign.read_bytes()
    door.close()
    sign.write_bytes(written)
    assert ask_at(sign, b"hello") is None


def test_forgetting_waits_for_the_server_to_rewrite_its_file(serving: owner.Shipping) -> None:
    tell("veikko  mon 09:00  visited website actor=only-veikkos-seller\naino  mon 09:00  visited website")
    until(lambda: steps() == 2)
    forget(Identifier.objects.get(value="veikko").customer_id, "sari")
    # forget() has returned: everything is done.
    assert steps() == 1
    for file in owner.folder().iterdir():
        assert b"veikkos-seller" not in file.read_bytes()


def test_a_file_that_can_not_be_cleared_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("veikko  mon 09:00  visited website")
    assert steps() == 1
    monkeypatch.setattr(traces, "_PATIENCE", -1.0)
    with pytest.raises(RemainsOnDisk, match="delete the folder"):
        traces.sweep_engine()


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "copy.duckdb"
    path.write_bytes(b"no database" * 1000)
    file = EngineFile(path)
    assert file.answer("SELECT COUNT(*) AS n FROM interaction").to_pylist() == [{"n": 0}]
    file.close()


def test_readers_are_let_out_before_the_file_is_rewritten(tmp_path: Path) -> None:
    file = EngineFile(tmp_path / "copy.duckdb")
    rewriting = threading.Thread(target=file.rewrite)
    with file.reading() as cursor:
        rewriting.start()
        assert cursor.execute("SELECT COUNT(*) FROM name").fetchall() == [(1,)]
        assert rewriting.is_alive()
    rewriting.join()
    assert file.answer("SELECT name FROM name").to_pylist() == [{"name": ""}]
    file.close()


def test_a_server_tells_an_answer_again_until_something_happens(
    serving: owner.Shipping, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("aino  mon 09:00  visited website")
    until(lambda: steps() == 1)
    assert serving.owner is not None
    asked: list[str] = []
    answer = serving.owner.file.answer

    def counting(sql: str) -> pa.Table:
        asked.append(sql)
        return answer(sql)

    monkeypatch.setattr(serving.owner.file, "answer", counting)

    def told_again() -> bool:
        asked.clear()
        assert [steps(), steps()] == [1, 1]
        return not asked

    until(told_again)  # once everything is shipped, nothing happens any more
    tell("aino  mon 10:00  visited website")
    until(lambda: steps() == 2)
