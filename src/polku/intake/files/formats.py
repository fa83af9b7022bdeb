"""Which parser reads which file, by its name's ending."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from polku.intake.files.csv_rows import csv_rows
from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.json_rows import json_rows
from polku.intake.files.ocel.events import ENDINGS, ocel_events
from polku.intake.files.opened import Opened, ending
from polku.intake.files.parquet_rows import parquet_rows
from polku.intake.files.xes_events import xes_events

Parser = Callable[[Opened, list[str]], Iterator[Found]]
PARSERS: Final[dict[str, Parser]] = {
    "csv": csv_rows,
    "tsv": csv_rows,
    "txt": csv_rows,
    "jsonl": json_rows,
    "ndjson": json_rows,
    "json": json_rows,
    "parquet": parquet_rows,
    "xes": xes_events,
}


def parser_of(path: Path, form: str = "row", customers: tuple[str, ...] = ()) -> Parser:
    """The parser for a file; UnreadableFile tells which endings there are.

    `customers` are the object types that are customers, where the file is an OCEL log.
    """
    if form == "ocel":
        return partial(ocel_events, customers=customers)
    parser = PARSERS.get(ending(path))
    if parser is None:
        known = ", ".join(f".{name}" for name in dict.fromkeys((*PARSERS, *ENDINGS)))
        raise UnreadableFile(
            f"{path.name} has an ending that tells no format. There are: {known}, and each with .gz."
        )
    return parser


def form_of(path: Path, forms: Collection[str] = ()) -> str:
    """The form of the events that a file holds; where its ending leaves it open, as a mapping of these reads it."""
    if ending(path) in ENDINGS and ("ocel" in forms or ending(path) not in PARSERS):
        return "ocel"
    return "xes" if ending(path) == "xes" else "row"
