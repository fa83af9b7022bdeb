"""Files for tests, and what parsers find in them."""

import gzip
from pathlib import Path
from typing import Final

from polku.intake.files.formats import parser_of
from polku.intake.files.found import Found
from polku.intake.files.opened import opened

MAPPING: Final = """
name: shop
reads: [row]
namespaces:
  customer: {policy: unique}
identify: {customer: "{row.customer}"}
time: "{row.at}"
id: "{row.id}"
otherwise:
  interactions:
    - {kind: ordered, touchpoint: shop, subject: "{row.what}"}
"""
HEADER: Final = "id,customer,at,what\n"


def write(path: Path, content: str | bytes) -> Path:
    """The file, gzipped where its name says so."""
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def rows(count: int, first: int = 1) -> str:
    """Rows of the shop, one order each, by ten customers in turn."""
    return "".join(
        f"{number},c{number % 10},2026-01-01T00:00:00Z,pump {number}\n"
        for number in range(first, first + count)
    )


def find(path: Path) -> tuple[list[Found], list[str], str]:
    """What the file's parser finds, its notes, and the file's fault."""
    notes: list[str] = []
    with opened(path) as file:
        return list(parser_of(path)(file, notes)), notes, file.fault
