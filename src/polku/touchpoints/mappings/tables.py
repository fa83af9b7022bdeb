"""What a mapping declares of files: each table's id and time, and what is looked up from other tables."""

from typing import Any

import msgspec

from polku.touchpoints.mappings.template import Getter, compile_template, paths_in


class Lookup(msgspec.Struct, frozen=True):
    """Columns taken from another table of the folder: a left join by key, or sums and a count over it."""

    table: str
    by: str  # the key's column here
    key: str  # the key's column there
    take: tuple[
        str, ...
    ] = ()  # columns as they are, of the first row with the key; all if nothing is asked for
    sums: tuple[tuple[str, str], ...] = ()  # (new column, summed column)
    count: str = ""  # new column


class Table(msgspec.Struct, frozen=True):
    """One kind of file: its rows' own id and time."""

    title: str = ""
    id: Getter | None = None
    time: Getter | None = None
    time_where: str = ""
    lookups: tuple[Lookup, ...] = ()


def compile_table(declared: dict[str, Any], around: dict[str, Any]) -> Table:
    """A table as declared; its id and time are the mapping's where it has none of its own."""
    identity = declared.get("id", around.get("id"))
    time = declared.get("time", around.get("time"))
    return Table(
        title=str(declared.get("title", "")),
        id=None if identity is None else compile_template(identity),
        time=None if time is None else compile_template(time),
        time_where=paths_in(time) if time is not None else "",
        lookups=tuple(_lookup(entry) for entry in declared.get("lookup", [])),
    )


def _lookup(entry: dict[str, Any]) -> Lookup:
    return Lookup(
        table=entry["table"],
        by=entry["by"],
        key=entry.get("key", entry["by"]),
        take=tuple(entry.get("take", [])),
        sums=tuple(entry.get("sum", {}).items()),
        count=entry.get("count", ""),
    )
