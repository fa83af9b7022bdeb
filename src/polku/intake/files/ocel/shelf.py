"""A log laid out while it is imported, in a file: whichever of objects and events the log tells first."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, Final

import msgspec

from polku.intake.files.ocel.entry import Entry, Values
from polku.touchpoints.mappings.moments import to_moment

_FARTHEST: Final = 3  # relations from an event's object to its customer: item → order → customer
_HUB: Final = 100  # an object with more relations than this (a product, a colleague) leads to no one customer
_TABLES: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE object (id TEXT PRIMARY KEY, type TEXT, attributes BLOB) WITHOUT ROWID;
CREATE TABLE link (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE event (place INTEGER PRIMARY KEY, line INTEGER, id TEXT UNIQUE, told BLOB, fault TEXT);
BEGIN;
"""
Customer = tuple[str, str]  # id, type


class Shelf:
    """Objects and how they belong together; events with all that is wrong with them."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript(_TABLES)

    def close(self) -> None:
        self._file.close()

    def put(self, entry: Entry, place: int) -> str:
        """Lay it down; returns what is wrong with an object that could not be, for a note."""
        if entry.of == "event":
            self._put_event(entry, place)
            return ""
        if entry.fault:
            return f"line {entry.line}: {entry.fault}"
        values = entry.values
        kept = (values["id"], values["type"], msgspec.json.encode(_changes(values)))
        if not self._file.execute("INSERT OR IGNORE INTO object VALUES (?, ?, ?)", kept).rowcount:
            return f"line {entry.line}: the object {values['id']!r} is told twice; the first counts"
        for link in values.get("relationships") or []:
            for pair in ((values["id"], link["objectId"]), (link["objectId"], values["id"])):
                self._file.execute("INSERT OR IGNORE INTO link VALUES (?, ?)", pair)
        return ""

    def _put_event(self, entry: Entry, place: int) -> None:
        name, fault, told = None, entry.fault, entry.raw
        if not fault:
            name, told = entry.values["id"], msgspec.json.encode(entry.values)
            if self._file.execute("SELECT 1 FROM event WHERE id = ?", (name,)).fetchone():
                name, fault = None, f"the event id {name!r} is told twice"
        self._file.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?)", (place, entry.line, name, told, fault))

    def events(self) -> Iterator[tuple[int, bytes, str]]:
        """Line, JSON and fault of each event, in order."""
        yield from self._file.execute("SELECT line, told, fault FROM event ORDER BY place")

    def objects(self, names: Sequence[str]) -> list[tuple[str, str, list[list[Any]]]]:
        """Id, type and changes of those of these that the log has, in their order."""
        found = []
        for name in dict.fromkeys(names):
            row = self._file.execute("SELECT type, attributes FROM object WHERE id = ?", (name,)).fetchone()
            if row:
                found.append((name, row[0], msgspec.json.decode(row[1])))
        return found

    def customers(self, names: Sequence[str], types: Sequence[str]) -> list[Customer]:
        """The nearest objects of these types: related to the event, or to its objects; the first type counts."""
        seen, level = set(names), list(dict.fromkeys(names))
        for _ in range(_FARTHEST + 1):
            there = [(name, kind) for name, kind, _ in self.objects(level)]
            for wanted in types:
                if found := [one for one in there if one[1] == wanted]:
                    return found
            level = [other for name in level for other in self._linked(name) if other not in seen]
            level = list(dict.fromkeys(level))
            seen.update(level)
        return []

    def _linked(self, name: str) -> list[str]:
        found = self._file.execute(
            "SELECT other FROM link WHERE one = ? LIMIT ?", (name, _HUB + 1)
        ).fetchall()
        return [] if len(found) > _HUB else [other for (other,) in found]


def as_of(changes: list[list[Any]], moment: int) -> Values:
    """An object's attributes as they were then: of each, the last value told by then, else the first."""
    values: Values = {}
    for name, since, value in changes:
        if name not in values or since <= moment:
            values[name] = value
    return values


def moment_of(time: Any) -> int:
    """Microseconds; 0 for what is no time: an attribute without one has always had its value."""
    try:
        return to_moment(time, UTC)
    except ValueError:
        return 0


def _changes(values: Values) -> list[list[Any]]:
    told = [
        [one["name"], moment_of(one.get("time")), one.get("value")] for one in values.get("attributes") or []
    ]
    return sorted(told, key=lambda one: one[1])
