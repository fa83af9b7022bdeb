"""An answer's rows as CSV, the same from the command and from the page."""

import csv
import io
from typing import Any, Final

from polku.lenses.measure import Answer

# A cell that begins with one of these is a formula to a spreadsheet; the names in it are other people's words.
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def answer_csv(found: Answer) -> str:
    """The rows alone; a path is written with arrows, what has no value is empty."""
    written = io.StringIO()
    writer = csv.DictWriter(written, found.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(row.get(name)) for name in found.columns} for row in found.rows)
    return written.getvalue()


def cell(value: Any) -> str:
    """A value as text; no text begins a formula."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _no_formula(" → ".join(map(str, value)))
    return _no_formula(value) if isinstance(value, str) else str(value)


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
