"""Reading SQLite's file from a process of its own: what is written meanwhile is neither seen nor lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from polku.engine.sqlite_reader import ReaderFailed, SqliteReader
from tests.serving import until

WRITES = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None) as other:
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO told VALUES (2)")
    other.execute("COMMIT")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one table, written ahead as ours is."""
    with closing(connect(tmp_path / "store.sqlite3")) as store:
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("CREATE TABLE told (n)")
    return tmp_path / "store.sqlite3"


@pytest.fixture
def reader(path: Path) -> Iterator[SqliteReader]:
    reader = SqliteReader(path)
    yield reader
    reader.close()


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def told(reader: SqliteReader) -> list[int]:
    return next(reader.each("SELECT n FROM told ORDER BY n")).read_all()["n"].to_pylist()


def another_process_writes(path: Path) -> bool:
    """Whether it could."""
    done = subprocess.run([sys.executable, "-c", WRITES, str(path)], capture_output=True, check=False)
    return done.returncode == 0


def test_reading_takes_no_lock_from_whoever_writes(path: Path, reader: SqliteReader) -> None:
    with closing(connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO told VALUES (1)")
        assert not another_process_writes(path)
        assert told(reader) == []
        reader.end_snapshot()
        assert told(reader) == []  # the file was closed and opened again: the writer's lock still holds
        assert not another_process_writes(path)
        writer.execute("COMMIT")
    assert another_process_writes(path)
    reader.end_snapshot()
    assert told(reader) == [1, 2]


def test_a_snapshot_stays_as_it_was_until_its_end(path: Path, reader: SqliteReader) -> None:
    with closing(connect(path)) as writer:
        writer.execute("INSERT INTO told VALUES (1)")
        assert told(reader) == [1]
        writer.execute("INSERT INTO told VALUES (2)")
        assert told(reader) == [1]
        reader.end_snapshot()
        assert told(reader) == [1, 2]


def test_what_can_not_be_read_is_said_and_the_next_question_is_answered(reader: SqliteReader) -> None:
    with pytest.raises(ReaderFailed, match="no such table: asked"):
        next(reader.each("SELECT n FROM asked"))
    assert told(reader) == []


def test_rows_come_by_and_by(path: Path, reader: SqliteReader) -> None:
    with closing(connect(path)) as writer:
        writer.execute(
            "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 100000)"
            " INSERT INTO told SELECT n FROM up"
        )
    batches = [batch.num_rows for batch in next(reader.each("SELECT n FROM told"))]
    assert len(batches) > 1
    assert sum(batches) == 100_000


def test_long_questions_and_long_answers_do_not_wait_for_each_other(path: Path, reader: SqliteReader) -> None:
    with closing(connect(path)) as writer:
        writer.execute(
            "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 200000)"
            " INSERT INTO told SELECT n FROM up"
        )
    # Each question, and each answer, is longer than what a pipe holds.
    listed = ", ".join(map(str, range(200_000, 400_000)))
    asked = [f"SELECT n FROM told WHERE n NOT IN ({listed}) AND n > {least}" for least in (0, 100_000)]
    assert [rows.read_all().num_rows for rows in reader.each(*asked)] == [199_999, 99_999]
    assert told(reader)[:2] == [1, 2]


def test_a_reader_that_was_killed_says_so(reader: SqliteReader) -> None:
    os.kill(reader._process.pid, signal.SIGKILL)
    until(lambda: not reader.alive, "it is gone", 10)
    with pytest.raises(ReaderFailed, match="has gone"):
        next(reader.each("SELECT 1"))


def test_it_ends_with_the_process_that_asks(path: Path) -> None:
    asks = (
        "import sys; from pathlib import Path; from polku.engine.sqlite_reader import SqliteReader;"
        f"reader = SqliteReader(Path({str(path)!r})); next(reader.each('SELECT 1')).read_all();"
        "print(reader._process.pid, flush=True); import os; os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)
    number = int(done.stdout)
    until(lambda: not Path(f"/proc/{number}").exists(), "the reader has ended", 20)
    assert not Path(f"/proc/{number}").exists()
