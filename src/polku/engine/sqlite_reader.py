"""The process that reads SQLite's file for the engine, and the engine's end of it.

ADBC brings a SQLite library of its own. Two of them must never have one file open in one process: when one closes
it, the operating system drops the other's locks too (sqlite.org/howtocorrupt.html, 2.2.1), and a write that was
acknowledged can be lost. So the reading is done in a process that does nothing else, and knows no Django.

It is asked by lines of JSON: a list of queries, or null for the end of the snapshot. It answers each query in turn,
with `=` and an Arrow stream, or with `!`, a length of four bytes and why not. It does not wait for an answer to be
read before it works on the next: a pipe holds less than a shipment, so what was answered waits in its memory.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any, Final
from urllib.parse import quote

import adbc_driver_sqlite.dbapi
import pyarrow as pa

_SOUND: Final = b"="
_FAILED: Final = b"!"
AHEAD: Final = 2**24  # bytes of answers, about, that may wait to be read
_CHUNK: Final = 2**18


class ReaderFailed(Exception):
    """The store could not be read; the text says why."""


class SqliteReader:
    """One such process, waiting for questions until it is closed."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "polku.engine.sqlite_reader", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def each(self, *queries: str) -> Iterator[pa.RecordBatchReader]:
        """Of each SELECT the rows as they come: read them to their end before the next. ReaderFailed says why not.

        All are asked now; of those that were not read yet, as many are answered as AHEAD holds.
        """
        self._tell(list(queries))
        return (self._told() for _ in queries)

    def end_snapshot(self) -> None:
        """Let go of the moment: the next question sees what is committed then."""
        self._tell(None)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass  # closes the pipes and waits for its end

    @property
    def _answers(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 a pipe was asked for
        return self._process.stdout

    def _told(self) -> pa.RecordBatchReader:
        said = self._answers.read(1)
        if said == _SOUND:
            return pa.ipc.open_stream(self._answers)
        length = int.from_bytes(self._answers.read(4), "big")
        raise ReaderFailed(self._answers.read(length).decode() or "the process that reads the store has gone")

    def _tell(self, queries: list[str] | None) -> None:
        assert self._process.stdin is not None  # noqa: S101 a pipe was asked for
        try:
            self._process.stdin.write(json.dumps(queries).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as gone:
            raise ReaderFailed("the process that reads the store has gone") from gone


class _Waiting(io.RawIOBase):
    """What is written waits here until it is read at the other end."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._chunks: Queue[bytes] = Queue(AHEAD // _CHUNK)
        Thread(target=self._pass_on, daemon=True).start()

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._chunks.put(bytes(chunk))
        return len(chunk)

    def _pass_on(self) -> None:
        try:
            while True:
                self._answers.write(self._chunks.get())
                self._answers.flush()
        except OSError:
            os._exit(1)  # whoever asked has gone, and the other thread may wait for them


def main(path: str, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more; each snapshot has a connection of its own."""
    address = f"file:{quote(path)}?mode=ro"
    asked = map(json.loads, questions)
    for first in asked:
        with closing(adbc_driver_sqlite.dbapi.connect(address)) as connection:
            queries = first
            while queries is not None:
                for query in queries:
                    _answer(connection, query, answers)
                queries = next(asked, None)


def _answer(connection: Any, query: str, answers: IO[bytes]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            rows = cursor.fetch_record_batch()
            answers.write(_SOUND)
            with pa.ipc.new_stream(answers, rows.schema) as stream:
                for batch in rows:
                    stream.write_batch(batch)
    except adbc_driver_sqlite.dbapi.Error as error:
        why = str(error).encode()
        answers.write(_FAILED + len(why).to_bytes(4, "big") + why)
    answers.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer, io.BufferedWriter(_Waiting(sys.stdout.buffer), _CHUNK))
