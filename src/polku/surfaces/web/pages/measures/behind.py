"""Where the customers behind a row of an answer are listed."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

# The column whose number leads to them: the first of these that a measure has.
COUNTED: Final = ("left_with", "customers", "walks")
# Whose rows are of other customers than those of their steps: handed over may mean several steps.
_NO_LIST: Final = ("handovers", "funnel", "times", "false_alarms", "satisfied_left")


def behind(measure: str, row: Mapping[str, Any], query: str) -> str:
    """The address of the list, for the question that `query` asks; "" where there is none."""
    if measure in _NO_LIST:
        return ""
    if measure == "reasons":
        return _reason(row, query)
    if row.get("way"):
        return _paths("way", query, way=row["way"])
    if row.get("manner") and row.get("touchpoint"):
        return _paths("end", query, at=row["touchpoint"], manner=row["manner"])
    if row.get("target"):
        return _paths("step", query, source=row.get("source") or "", target=row["target"])
    at = row.get("touchpoint") or row.get("source")
    return _paths("touchpoint", query, at=at) if at else ""


def _paths(page: str, query: str, **more: str) -> str:
    return f"/paths/{page}?{'&'.join(part for part in (query, urlencode(more)) if part)}"


def _reason(row: Mapping[str, Any], query: str) -> str:
    """Beside each who left, somebody alike who stayed."""
    touchpoint = parse_qs(query).get("touchpoint", [""])[0]
    asked = urlencode({"feature": row["feature"], "level": row["level"]})
    return f"/exit-customers/{quote(touchpoint, safe='')}?{query}&{asked}" if touchpoint else ""
