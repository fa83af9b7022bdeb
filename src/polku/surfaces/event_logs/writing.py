"""Write the walks asked about to a file, in the form asked for."""

import gzip
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final

import msgspec
import pyarrow as pa

from polku.intake.files.scratch import scratch_folder
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.journeys.walked import (
    Extent,
    customers_in_parts,
    extent,
    of_enough,
    touchpoints_of,
    walks_in_parts,
)
from polku.privacy.log_exports import note_export, note_named
from polku.surfaces.event_logs.lines import Spelling
from polku.surfaces.event_logs.ocel_json import write_ocel_json
from polku.surfaces.event_logs.ocel_sqlite import OcelFile
from polku.surfaces.event_logs.tables import write_csv, write_parquet
from polku.surfaces.event_logs.xes import write_xes
from polku.workspace.models import Person


class Order(msgspec.Struct, frozen=True):
    """What is to be written, for whom. `question` is what they asked, in their words, as it is noted."""

    asked: Asked
    form: str
    tool: str = "pm4py"
    identified: bool = False
    resources: bool = False
    person: Person | None = None
    through: str = "cli:export-log"
    question: str = ""


def write_log(order: Order, path: Path) -> Extent:
    """Write it and note that it was written. WrongQuestion where it would be of nobody, or of too few."""
    found = extent(order.asked)
    if not order.identified:
        of_enough(found, order.asked)
    note_export(order.person, order.form, order.question, found.customers, found.steps, order.identified)
    FORMS[order.form](order, path)
    return found


def parts(order: Order) -> Iterator[pa.Table]:
    """The log's lines; where customers are named, each of them is noted first."""
    spelling = Spelling(order.identified, order.resources)
    for part in walks_in_parts(order.asked):
        if order.identified:
            note_named(order.person, part.column("customer").unique().to_pylist(), order.through)
        yield spelling.lines(part)


@contextmanager
def _begun(path: Path) -> Iterator[IO[bytes]]:
    """The file, for its owner's eyes alone; zipped as it is written where its name says so."""
    with open(path, "wb", opener=_private) as plain:
        if path.suffix != ".gz":
            yield plain
            return
        with gzip.GzipFile(fileobj=plain, mode="wb", compresslevel=6) as zipped:
            yield zipped  # type: ignore[misc]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _table(write: Callable[[Iterator[pa.Table], IO[bytes], str], None], order: Order, path: Path) -> None:
    with _begun(path) as file:
        write(parts(order), file, order.tool)


def _xes(order: Order, path: Path) -> None:
    with _begun(path) as file, io.TextIOWrapper(file, "utf-8", write_through=False) as text:
        write_xes(parts(order), text)


def _ocel_sqlite(order: Order, path: Path) -> None:
    with open(path, "wb", opener=_private):
        pass  # made for its owner's eyes alone, before there is anything in it
    journey = order.asked.journey
    about = "contract" if journey and journey.per == "contract" else "order"
    log = OcelFile(path, touchpoints_of(order.asked), about)
    spelling = Spelling(order.identified)
    for part in customers_in_parts(order.asked):
        names = spelling.customers(part.column("customer").to_pylist())
        belong = spelling.customers(part.column("organisation").to_pylist())
        known = part.column("known").to_pylist()
        log.add_customers(zip(names, part.column("entity").to_pylist(), known, belong, strict=True))
    for part in parts(order):
        log.add_events(part)
    log.close()


def _ocel_json(order: Order, path: Path) -> None:
    with scratch_folder() as folder:
        _ocel_sqlite(order, folder / "log.sqlite")
        with _begun(path) as file, io.TextIOWrapper(file, "utf-8") as text:
            write_ocel_json(folder / "log.sqlite", text)


FORMS: Final[dict[str, Callable[[Order, Path], None]]] = {
    "xes": _xes,
    "csv": partial(_table, write_csv),
    "parquet": partial(_table, write_parquet),
    "ocel-json": _ocel_json,
    "ocel-sqlite": _ocel_sqlite,
}


ENDINGS: Final = {
    "xes": "xes", "csv": "csv", "parquet": "parquet", "jsonocel": "ocel-json", "json": "ocel-json",
    "sqlite": "ocel-sqlite",
}  # fmt: skip


def form_of(path: Path) -> str:
    """The form that a file's ending tells. WrongQuestion names those there are."""
    ending = path.name.removesuffix(".gz").rpartition(".")[2].lower()
    if ending not in ENDINGS:
        known = ", ".join(f".{one}" for one in ENDINGS)
        raise WrongQuestion(
            f"{path.name} has an ending that tells no form. There are: {known}; or say --form."
        )
    return ENDINGS[ending]
