"""Rows a second and memory of an import, beside DuckDB, Arrow and Python's csv reading the same file.

Run: python -m bench.importing (ROWS=1000000). Interpretation and folding come after an import and are measured by
bench.pipeline; here a row is done when it is durably in the log.
"""

import csv
import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

import duckdb  # noqa: E402
import msgspec  # noqa: E402
from pyarrow import csv as arrow_csv  # noqa: E402

from polku.intake.files.formats import parser_of  # noqa: E402
from polku.intake.files.importing import import_files  # noqa: E402
from polku.intake.files.opened import opened  # noqa: E402
from polku.intake.files.plan import plan_import  # noqa: E402
from polku.intake.files.sources import source_for_files  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.timeline.log.append import Message, append  # noqa: E402
from polku.touchpoints.mappings.load import reader  # noqa: E402

ROWS = int(os.environ.get("ROWS", "1000000"))


def write_file(path: Path) -> None:
    """Messages of tickets, as a helpdesk exports them."""
    with path.open("w") as file:
        file.write(
            "message_id,ticket_id,created_at,customer_id,email,author_type,agent,subject,body,channel\n"
        )
        for row in range(ROWS):
            person = row * 7919 % (ROWS // 5 + 1)
            file.write(
                f"{row},{row // 4},2026-01-{row % 28 + 1:02}T{row % 24:02}:00:00Z,{person},p{person}@example.org,"
                f"{'agent' if row % 2 else 'customer'},Mikko,Noise {row // 4},The outdoor unit is too loud,email\n"
            )


def timed(name: str, work: Callable[[], object]) -> float:
    """Print the rate of one way to read the file; returns rows a second."""
    began, worked = perf_counter(), process_time()
    work()
    worked = process_time() - worked
    rate = ROWS / (perf_counter() - began)
    print(f"{name:48} {rate:>12,.0f} rows/s {worked / ROWS * 1e6:>8.1f} µs of processor a row")
    return rate


def peak() -> float:
    """The largest memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def python_csv(path: Path) -> int:
    with path.open(newline="") as file:
        return sum(1 for _ in csv.reader(file))


def parse(path: Path) -> int:
    with opened(path) as file:
        return sum(1 for _ in parser_of(path)(file, []))


def encode_and_insert() -> None:
    """What any importer into this log must do at least: one JSON text a row, inserted in bulk, durably."""
    encode = msgspec.json.Encoder().encode
    row = {"table": "t", "row": dict.fromkeys("abcdefghij", "a value of usual size")}
    for first in range(0, ROWS, 2_000):
        append(
            [
                Message(0, number.to_bytes(16, "big"), "row", 0, 0, number, encode(row).decode())
                for number in range(first, min(first + 2_000, ROWS))
            ]
        )


def main() -> None:
    """Import once into an empty log, once more into the full one, then read the same file by other means."""
    path = Path(HOME) / "tickets.csv"
    write_file(path)
    print(f"{ROWS:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV")
    prepare()
    tickets = reader("tickets")
    source = source_for_files("tickets", tickets)
    plan = plan_import(path, tickets)
    before = peak()
    rate = timed(
        "import, durable in the log", lambda: import_files(plan, tickets, source.pk, "UTC", lambda read: None)
    )
    print(f"{'':48} {peak():>12,.0f} MB at most ({before:,.0f} before it began)")
    timed(
        "the same again: every row is known",
        lambda: import_files(plan, tickets, source.pk, "UTC", lambda read: None),
    )
    limit = timed("limit: JSON and bulk insert alone", encode_and_insert)
    print(f"{'':48} {rate / limit:>12.0%} of it")
    timed("parsing alone", lambda: parse(path))
    timed("limit: Python's csv.reader alone", lambda: python_csv(path))
    timed("limit: Arrow's CSV reader", lambda: arrow_csv.read_csv(path))
    timed(
        "limit: DuckDB's CSV reader",
        lambda: duckdb.sql(f"SELECT max(columns(*)) FROM read_csv('{path}', all_varchar = true)").fetchall(),
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
