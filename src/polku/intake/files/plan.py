"""Which files an import reads, in which order, and which it leaves."""

from pathlib import Path

import msgspec

from polku.intake.files.formats import PARSERS, Parser, form_of, parser_of
from polku.intake.files.found import UnreadableFile
from polku.intake.files.lookups import tables_in
from polku.intake.files.opened import stem
from polku.touchpoints.mappings.reader import Reader
from polku.touchpoints.mappings.tables import Lookup


class Part(msgspec.Struct, frozen=True):
    """One file of an import."""

    path: Path
    table: str
    form: str
    lookups: tuple[Lookup, ...] = ()
    customers: tuple[str, ...] = ()  # object types, of an OCEL log

    def parser(self) -> Parser:
        """What reads it; UnreadableFile where nothing does."""
        return parser_of(self.path, self.form, self.customers)


class Plan(msgspec.Struct, frozen=True):
    """The files in their order, and the tables that may be looked up."""

    parts: list[Part]
    tables: dict[str, Path]
    left: list[str]  # names of files in the folder that the mapping has no use for

    @property
    def size(self) -> int:
        """Bytes to read."""
        return sum(part.path.stat().st_size for part in self.parts)


def plan_import(path: Path, reader: Reader) -> Plan:
    """What importing `path` with the mapping means; UnreadableFile where it means nothing."""
    if not path.exists():
        raise UnreadableFile(f"there is no file or folder {path}")
    plan = _plan_folder(path, reader) if path.is_dir() else _plan_file(path, reader)
    for part in plan.parts:
        _check(part, plan, reader)
    return plan


def _plan_folder(folder: Path, reader: Reader) -> Plan:
    if not reader.tables:
        raise UnreadableFile(
            f"the mapping {reader.name} reads one file at a time, and {folder} is a folder: name a file in it"
        )
    tables = tables_in(folder, set(PARSERS))
    parts = [_part(tables[name], reader) for name in reader.tables if name in tables]
    if not parts:
        wanted = ", ".join(reader.tables)
        raise UnreadableFile(
            f"{folder} has none of the tables that the mapping {reader.name} reads: {wanted}"
        )
    used = {part.table for part in parts} | {lookup.table for part in parts for lookup in part.lookups}
    return Plan(parts, tables, sorted(path.name for name, path in tables.items() if name not in used))


def _plan_file(path: Path, reader: Reader) -> Plan:
    part = _part(path, reader)
    if reader.tables and part.table not in reader.tables:
        wanted = ", ".join(reader.tables)
        raise UnreadableFile(
            f"the mapping {reader.name} reads the tables {wanted}; {path.name} is none of them"
        )
    return Plan([part], tables_in(path.parent, set(PARSERS)) if part.lookups else {}, [])


def _part(path: Path, reader: Reader) -> Part:
    table = stem(path)
    declared = reader.tables.get(table)
    lookups = declared.lookups if declared else ()
    return Part(path, table, form_of(path, reader.forms), lookups, reader.customers)


def _check(part: Part, plan: Plan, reader: Reader) -> None:
    part.parser()
    if part.form not in reader.forms:
        reads = ", ".join(sorted(reader.forms))
        raise UnreadableFile(
            f"{part.path.name} holds events of the form {part.form}; the mapping {reader.name} reads {reads}"
        )
    for lookup in part.lookups:
        if lookup.table not in plan.tables:
            raise UnreadableFile(
                f"{part.path.name} needs the table {lookup.table} beside it: the mapping {reader.name} looks columns up in it"
            )
