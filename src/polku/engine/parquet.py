"""The copy as Parquet that anyone can read, for engines on other machines (decision 0021).

A file holds one table's rows of one part (tables.PART customers), or a whole small table. Its name says its
version: what changed gets another name, so nothing that is being read is written over. `manifest.json` lists the
files that belong together and is put in place in one step.
"""

import os
import time
from pathlib import Path
from typing import Any, Final

import msgspec

from polku.engine import tables
from polku.engine.file import EngineFile
from polku.engine.tables import TABLES

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
# Tables whose rows change without their customer's: small, and named by a digest of what is in them.
_WHOLE: Final = ("membership", "name")
_STATE: Final = (
    "SELECT position, turn, erasures, (SELECT COALESCE(BIT_XOR(HASH(number, version)) >> 1, 0)::BIGINT FROM part), fresh_to"
    " FROM state"
)
# After a writing it rests this many times as long as the writing took: at most a fifth of a processor.
_REST: Final = 4


class Manifest(msgspec.Struct, frozen=True):
    """Which files are the tables, as of one moment: all that was told until `fresh_to` is in them."""

    position: int
    turn: int
    erasures: int
    parts: int  # a digest of the parts' versions: a copy that was made anew has others
    fresh_to: int
    tables: dict[str, list[str]]  # paths below the folder
    format: int = FORMAT

    @property
    def files(self) -> frozenset[str]:
        """Every path."""
        return frozenset(path for paths in self.tables.values() for path in paths)

    @property
    def state(self) -> tuple[int, int, int, int]:
        """What it was written from."""
        return (self.position, self.turn, self.erasures, self.parts)


class Parquet:
    """The folder, written by one thread of the engine's owner and read by anyone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = self._there()
        self._rest_until = 0.0

    def bring(self, file: EngineFile, at_once: bool = True) -> Manifest:
        """Write what changed since the last time; not yet, where it rests and need not be `at_once`.

        What was forgotten goes at once.
        """
        resting = not at_once and time.monotonic() < self._rest_until
        if self.current and resting and file.state().erasures == self.current.erasures:
            return self.current
        began, fresh_to = time.monotonic(), file.fresh_to
        with file.reading() as cursor:
            self.current = self._brought(cursor, fresh_to)
        self._rest_until = time.monotonic() + _REST * (time.monotonic() - began)
        return self.current

    def remove(self) -> None:
        """Take away what was written here, and nothing else."""
        if self.current is not None:
            (self.folder / MANIFEST).unlink(missing_ok=True)
            self._sweep(frozenset())
            self.current = None

    def _there(self) -> Manifest | None:
        """None where nothing is, or nothing of this format."""
        try:
            found = msgspec.json.decode((self.folder / MANIFEST).read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError):
            return None
        return found if found.format == FORMAT else None

    def _brought(self, cursor: Any, fresh_to: int) -> Manifest:
        before = self.current
        cursor.execute("BEGIN")  # all that is read is of one moment
        try:
            (found,) = cursor.execute(_STATE).fetchall()
            if before and before.state == found[:4]:
                return msgspec.structs.replace(before, fresh_to=max(fresh_to, before.fresh_to))
            listed = {table: _files(cursor, table) for table in TABLES}
            for table, files in listed.items():
                self._write_missing(cursor, table, files)
        finally:
            cursor.execute("ROLLBACK")
        paths = {table: list(files) for table, files in listed.items()}
        position, turn, erasures, parts, told = found
        manifest = Manifest(position, turn, erasures, parts, told, paths)
        _put(self.folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        # Whoever reads what was there before gets to the end, unless somebody was forgotten meanwhile.
        kept = before.files if before and before.erasures == manifest.erasures else frozenset()
        self._sweep(kept | manifest.files)
        return manifest

    def _write_missing(self, cursor: Any, table: str, files: dict[str, str]) -> None:
        (self.folder / table).mkdir(parents=True, exist_ok=True)
        columns = ", ".join(f'"{column}"' for column in TABLES[table])
        for path, condition in files.items():
            if (self.folder / path).exists():
                continue
            part = self.folder / f"{path}.part"
            written = str(part).replace("'", "''")
            cursor.execute(
                f"COPY (SELECT {columns} FROM {table} WHERE {condition}) TO '{written}'"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
            os.replace(part, self.folder / path)

    def _sweep(self, kept: frozenset[str]) -> None:
        for table in TABLES:
            for file in (self.folder / table).glob("*.parquet*"):
                if f"{table}/{file.name}" not in kept:
                    file.unlink(missing_ok=True)


def _files(cursor: Any, table: str) -> dict[str, str]:
    """The table's files, and which rows are in each."""
    if table in _WHOLE:
        columns = ", ".join(TABLES[table])
        (found,) = cursor.execute(f"SELECT COUNT(*), BIT_XOR(HASH({columns})) FROM {table}").fetchall()
        return {f"{table}/all-{found[0]}-{found[1] or 0:016x}.parquet": "TRUE"}
    parts = cursor.execute("SELECT number, version FROM part ORDER BY number").fetchall()
    return {f"{table}/part-{number:06}-{version:016x}.parquet": _within(number) for number, version in parts}


def _within(number: int) -> str:
    return f"customer BETWEEN {number * tables.PART} AND {(number + 1) * tables.PART - 1}"


def _put(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
