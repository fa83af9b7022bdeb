"""Through which door each source's lines come in: Segment's and CloudEvents' words, or files."""

import csv
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings

from polku.demo.delivery.set_up import slug_of
from polku.demo.sources import crm, finance, helpdesk, website
from polku.demo.sources.line import Line
from polku.intake.files.importing import import_files
from polku.intake.files.plan import plan_import
from polku.intake.http import cloudevents, segment
from polku.intake.http.parsed import Parsed, Teller
from polku.intake.keep import keep
from polku.lib.clock import now
from polku.touchpoints.mappings.load import reader

Tables = dict[str, list[dict[str, Any]]]
_TABLES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    crm.SOURCE: crm.TABLES,
    finance.SOURCE: finance.TABLES,
    helpdesk.SOURCE: {},
}
_encode: Final = msgspec.json.Encoder().encode


def deliver(lines: Iterable[Line], source_ids: Mapping[str, int]) -> int:
    """Hand the lines to intake, source by source; on disk when this returns. Returns how many were new."""
    by_source: dict[str, Tables] = {}
    for line in lines:
        by_source.setdefault(line.source, {}).setdefault(line.table, []).append(line.body)
    added = 0
    for source, tables in by_source.items():
        if source in _TABLES:
            added += _import(source, tables, source_ids[source])
        else:
            parsed = _parsed(source, tables[""], source_ids[source])
            added += keep(parsed.messages, parsed.refusals).added
    return added


def _parsed(source: str, bodies: list[dict[str, Any]], source_id: int) -> Parsed:
    """One body as it would be posted, read by the HTTP door's own parser."""
    teller = Teller(source_id, settings.TIME_ZONE, now(), settings.CHOSEN["message_limit"])
    if source == website.SOURCE:
        return segment.parse(_encode({"batch": bodies}), "batch", teller)
    return cloudevents.parse(_encode(bodies), teller)


def _import(source: str, tables: Tables, source_id: int) -> int:
    """The tables as files of an export, brought in as `polku import` does."""
    mapping = reader(slug_of(source))
    with tempfile.TemporaryDirectory() as name:
        write_export(source, tables, Path(name))
        plan = plan_import(Path(name), mapping)
        return import_files(plan, mapping, source_id, settings.TIME_ZONE, lambda read: None).added


def write_export(source: str, tables: Tables, folder: Path) -> None:
    """Write a source's tables as it exports them: CSV, the ledger with semicolons, or JSON Lines."""
    for table, rows in tables.items():
        columns = _TABLES[source].get(table)
        if columns is None:
            (folder / f"{table}.jsonl").write_bytes(b"\n".join(map(_encode, rows)) + b"\n")
            continue
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";" if source == finance.SOURCE else ",")
            writer.writerow(columns)
            writer.writerows([row[column] for column in columns] for row in rows)
