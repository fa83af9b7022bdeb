"""OCEL 2.0 as an SQLite file; an entry's `line` is its number."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from polku.intake.files.found import UnreadableFile
from polku.intake.files.ocel.entry import Entry, checked
from polku.intake.files.opened import Opened

_OWN: Final = {"ocel_id", "ocel_time", "ocel_changed_field"}


def sqlite_entries(file: Opened, folder: Path) -> Iterator[Entry]:
    """The log's objects, then its events; UnreadableFile where it is no such file. `folder` is to unzip it in."""
    path = file.path
    if file.zipped:
        path = folder / "unzipped.sqlite"
        with path.open("wb") as unzipped:
            shutil.copyfileobj(file.stream, unzipped)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as log:
            yield from _objects(log)
            yield from _events(log)
    except sqlite3.Error as error:
        raise UnreadableFile(f"{file.path.name} can't be read as OCEL 2.0 in SQLite: {error}") from error


def _objects(log: sqlite3.Connection) -> Iterator[Entry]:
    links = _links(log, "object_object", "ocel_source_id", "ocel_target_id")
    for number, name, kind, rows in _rows(log, "object"):
        told = [
            {"name": column, "time": row["ocel_time"], "value": value}
            for row in rows
            for column, value in row.items()
            if column not in _OWN
            and value is not None
            and row.get("ocel_changed_field") in (None, "", column)
        ]
        yield checked(
            "object", number, {"id": name, "type": kind, "attributes": told, "relationships": links(name)}
        )


def _events(log: sqlite3.Connection) -> Iterator[Entry]:
    links = _links(log, "event_object", "ocel_event_id", "ocel_object_id")
    for number, name, kind, rows in _rows(log, "event"):
        row = rows[0] if rows else {}
        told = [
            {"name": column, "value": value}
            for column, value in row.items()
            if column not in _OWN and value is not None
        ]
        values = {"id": name, "type": kind, "time": row.get("ocel_time"), "attributes": told}
        yield checked("event", number, values | {"relationships": links(name)})


def _rows(log: sqlite3.Connection, of: str) -> Iterator[tuple[int, str, str, list[dict[str, Any]]]]:
    """Number, id, type and rows of the type's table, of every object or event, type by type."""
    tables = dict(log.execute(f"SELECT ocel_type, ocel_type_map FROM {of}_map_type"))
    for (kind,) in log.execute(f"SELECT DISTINCT ocel_type FROM {of}").fetchall():
        if kind in tables:
            table = str(tables[kind]).replace('"', '""')
            joined = f'LEFT JOIN "{of}_{table}" AS told ON told.ocel_id = one.ocel_id'
            asked = f"SELECT one.rowid, one.ocel_id, told.* FROM {of} AS one {joined} WHERE one.ocel_type = ?"
        else:
            asked = f"SELECT rowid, ocel_id FROM {of} WHERE ocel_type = ?"
        found = log.execute(f"{asked} ORDER BY 1", (kind,))
        names = [column[0] for column in found.description][2:]
        for (number, name), rows in groupby(found, itemgetter(0, 1)):
            told = [dict(zip(names, row[2:], strict=True)) for row in rows]
            yield number, name, kind, [row for row in told if row.get("ocel_id") is not None]


def _links(log: sqlite3.Connection, table: str, source: str, target: str) -> Any:
    """A function of an id that gives its relations."""
    asked = f"SELECT {target}, ocel_qualifier FROM {table} WHERE {source} = ?"

    def links(name: str) -> list[dict[str, Any]]:
        return [
            {"objectId": other, "qualifier": qualifier or ""}
            for other, qualifier in log.execute(asked, (name,))
        ]

    return links
