"""OCEL 2.0 as an SQLite file: events, the objects they are about, and how these belong together."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

# Attribute → its OCEL type. What is about an object stands with the object, or as a relation to it.
EVENT_ATTRIBUTES: Final = {
    "kind": "string", "side": "string", "channel": "string", "team": "string", "resource": "string",
    "to": "string", "due_at": "time", "outcome": "string", "rating": "float", "amount": "string",
    "currency": "string", "automatic": "boolean",
}  # fmt: skip
OBJECT_ATTRIBUTES: Final[dict[str, dict[str, str]]] = {
    "customer": {"known": "boolean"}, "organisation": {"known": "boolean"}, "order": {}, "contract": {}, "case": {},
}  # fmt: skip
BEGINNING: Final = (
    "1970-01-01T00:00:00Z"  # from when on an attribute that never changed has its value, as OCEL says
)
_SQL: Final = {"float": "REAL", "boolean": "BOOLEAN", "time": "TIMESTAMP", "string": "TEXT"}
_TABLES: Final = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (
    ocel_event_id TEXT REFERENCES event (ocel_id), ocel_object_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (
    ocel_source_id TEXT REFERENCES object (ocel_id), ocel_target_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
"""


class OcelFile:
    """The file as it grows: first customers, then events in parts. `about` names the type that events are about."""

    def __init__(self, path: Path, touchpoints: Sequence[str], about: str = "order") -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES + "BEGIN;")
        self._about = about
        types = ("customer", "organisation", about, "case")
        self._objects = self._typed("object", types, [OBJECT_ATTRIBUTES[name] for name in types])
        self._events = self._typed("event", touchpoints, [EVENT_ATTRIBUTES] * len(touchpoints))

    def close(self) -> None:
        """All is written."""
        self._file.execute("COMMIT")
        self._file.close()

    def add_customers(self, rows: Iterable[tuple[str, str, bool, str]]) -> None:
        """Each by name, entity (person or organisation), known, and the organisation they belong to or ""."""
        for name, entity, known, organisation in rows:
            self._add("organisation" if entity == "organisation" else "customer", name, int(known))
            if organisation:
                self._add("organisation", organisation, None)
                self._relate(name, organisation, "belongs to")

    def add_events(self, part: pa.Table) -> None:
        """The steps of a part (lines.SCHEMA)."""
        for batch in part.to_batches(4096):
            for step in batch.to_pylist():
                self._event(step)

    def _event(self, step: dict[str, Any]) -> None:
        name, kind = f"{step['case']}.{step['step']}", step["activity"]
        values = [_plain(step[attribute]) for attribute in EVENT_ATTRIBUTES]
        self._file.execute("INSERT INTO event VALUES (?, ?)", (name, kind))
        self._file.execute(self._events[kind], (name, _plain(step["timestamp"]), *values))
        for named, of, qualifier in (("", step["customer"], "of"), (self._about, step["about"], "about"), ("case", step["thread"], "in")):  # fmt: skip
            if not of:
                continue
            if named:
                self._add(named, of)
                self._relate(of, step["customer"], "of")
            self._file.execute("INSERT INTO event_object VALUES (?, ?, ?)", (name, of, qualifier))

    def _add(self, kind: str, name: str, *attributes: Any) -> None:
        added = self._file.execute("INSERT OR IGNORE INTO object VALUES (?, ?)", (name, kind))
        if added.rowcount:
            self._file.execute(self._objects[kind], (name, BEGINNING, *attributes))

    def _relate(self, source: str, target: str, qualifier: str) -> None:
        self._file.execute(
            "INSERT OR IGNORE INTO object_object VALUES (?, ?, ?)", (source, target, qualifier)
        )

    def _typed(self, of: str, types: Sequence[str], attributes: Sequence[dict[str, str]]) -> dict[str, str]:
        """A table for each type, and how a row is put into it."""
        inserts: dict[str, str] = {}
        for (kind, table), columns in zip(_named(types), attributes, strict=True):
            changed = ", ocel_changed_field TEXT" if of == "object" else ""
            more = "".join(f', "{name}" {_SQL[held]}' for name, held in columns.items())
            key = f"TEXT {'PRIMARY KEY ' if of == 'event' else ''}REFERENCES {of} (ocel_id)"
            self._file.execute(
                f'CREATE TABLE "{of}_{table}" (ocel_id {key}, ocel_time TIMESTAMP{more}{changed})'
            )
            self._file.execute(f"INSERT INTO {of}_map_type VALUES (?, ?)", (kind, table))
            listed = ", ".join(["ocel_id", "ocel_time", *(f'"{name}"' for name in columns)])
            places = ", ".join("?" * (2 + len(columns)))
            inserts[kind] = f'INSERT INTO "{of}_{table}" ({listed}) VALUES ({places})'
        return inserts


def _named(types: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each type with the end of its table's name: letters and digits, and no two alike."""
    taken: set[str] = set()
    for kind in types:
        words = "".join(one if one.isascii() and one.isalnum() else " " for one in kind).split()
        name = wanted = "".join(word[:1].upper() + word[1:] for word in words) or "Unnamed"
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted}{number}"
        taken.add(name.lower())
        yield kind, name


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value
