"""OCEL 2.0 as JSON, written out of its SQLite form row by row: any number of objects in flat memory."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

_OWN: Final = {"ocel_id", "ocel_time", "ocel_changed_field"}
_TYPES: Final = {"TEXT": "string", "REAL": "float", "BOOLEAN": "boolean", "TIMESTAMP": "time"}
_Row = dict[str, Any]


def write_ocel_json(sqlite: Path, file: IO[str]) -> None:
    """Four lists: types of objects, of events, objects, events. Values are text, whatever their type."""
    told = sqlite3.connect(f"file:{sqlite}?mode=ro", uri=True)
    try:
        tables = {of: _tables(told, of) for of in ("object", "event")}
        for of, opened in (("object", "{"), ("event", ",\n")):
            file.write(f'{opened}"{of}Types": ')
            json.dump([_type(told, of, name, table) for name, table in tables[of].items()], file)
        _list(file, "objects", _entries(told, "object", tables["object"], _object))
        _list(file, "events", _entries(told, "event", tables["event"], _event))
        file.write("}\n")
    finally:
        told.close()


def _list(file: IO[str], name: str, entries: Iterator[_Row]) -> None:
    file.write(f',\n"{name}": [')
    for number, entry in enumerate(entries):
        file.write(",\n" if number else "\n")
        file.write(json.dumps(entry, ensure_ascii=False))
    file.write("]")


def _tables(told: sqlite3.Connection, of: str) -> dict[str, str]:
    return dict(told.execute(f"SELECT ocel_type, ocel_type_map FROM {of}_map_type ORDER BY ocel_type"))


def _type(told: sqlite3.Connection, of: str, name: str, table: str) -> _Row:
    columns = told.execute(f'PRAGMA table_info("{of}_{table}")')
    kept = [(column[1], column[2]) for column in columns if column[1] not in _OWN]
    return {"name": name, "attributes": [{"name": one, "type": _TYPES[held]} for one, held in kept]}


def _entries(
    told: sqlite3.Connection, of: str, tables: dict[str, str], make: Callable[[_Row], _Row]
) -> Iterator[_Row]:
    """Every object or event, in the order they were written, with its relations."""
    links, source, target = {
        "object": ("object_object", "ocel_source_id", "ocel_target_id"),
        "event": ("event_object", "ocel_event_id", "ocel_object_id"),
    }[of]
    related = f"SELECT {target}, ocel_qualifier FROM {links} WHERE {source} = ?"
    for name, kind in told.execute(f"SELECT ocel_id, ocel_type FROM {of} ORDER BY rowid"):
        found = told.execute(f'SELECT * FROM "{of}_{tables[kind]}" WHERE ocel_id = ?', (name,))
        names = [column[0] for column in found.description]
        row = dict(zip(names, found.fetchone(), strict=True))
        pairs = told.execute(related, (name,))
        linked = [{"objectId": other, "qualifier": qualifier} for other, qualifier in pairs]
        yield {"id": name, "type": kind} | make(row) | {"relationships": linked}


def _object(row: _Row) -> _Row:
    moment = row["ocel_time"]
    return {"attributes": [{"name": name, "time": moment, "value": value} for name, value in _told(row)]}


def _event(row: _Row) -> _Row:
    return {
        "time": row["ocel_time"],
        "attributes": [{"name": name, "value": value} for name, value in _told(row)],
    }


def _told(row: _Row) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name not in _OWN and value is not None:
            flag = name in ("known", "automatic")
            yield name, ("true" if value else "false") if flag else str(value)
