"""Where the customers behind a row of an answer are listed."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

# The column whose number leads to them: the first of these that a measure has.
COUNTED: Final = ("left_with", "customers", "walks")


def addresses(measure: str, row: Mapping[str, Any], query: str) -> dict[str, str]:
    """By column, where the customers behind a row's number are listed, for the question that `query` asks."""
    if measure in _OWN:
        return {
            column: _paths(page, query, **asked)
            for column, (page, asked) in _OWN[measure](row).items()
            if row[column]
        }
    address = behind(measure, row, query)
    column = next((name for name in COUNTED if name in row), "")
    return {column: address} if address and column else {}


def behind(measure: str, row: Mapping[str, Any], query: str) -> str:
    """The address of the list of a measure whose rows have one; "" where there is none."""
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


_Lists = dict[str, tuple[str, dict[str, str]]]  # column → the page, and what it is asked


def _handed_over(row: Mapping[str, Any]) -> _Lists:
    return {"customers": ("handed-over", {name: row[name] or "" for name in ("source", "target", "told")})}


def _stage(row: Mapping[str, Any]) -> _Lists:
    return {"customers": ("stage", {"stage": row["stage"]})}


def _stay(row: Mapping[str, Any]) -> _Lists:
    asked = {"stage": row["stage"]}
    if row["next_stage"]:
        return {"customers": ("stay", asked | {"next": row["next_stage"]})}
    return {"customers": ("stay", asked), "open": ("stay", asked | {"open": "yes"})}


def _rated(row: Mapping[str, Any]) -> _Lists:
    of, share_of = {"of": row["of"]}, {"share_of": row["share_of"]}
    return {"customers": ("rated", of), "part": ("rated", of | share_of)}


def _called(row: Mapping[str, Any]) -> _Lists:
    rule = {"rule": row["rule"]}
    return {"customers": ("called-silent", rule), "returned": ("called-silent", rule | {"returned": "yes"})}


# Of those whose rows are of other customers than those of their steps, or have several numbers.
_OWN: Final[dict[str, Callable[[Mapping[str, Any]], _Lists]]] = {
    "handovers": _handed_over,
    "funnel": _stage,
    "times": _stay,
    "satisfied_left": _rated,
    "false_alarms": _called,
}


def _paths(page: str, query: str, **more: str) -> str:
    return f"/paths/{page}?{'&'.join(part for part in (query, urlencode(more)) if part)}"


def _reason(row: Mapping[str, Any], query: str) -> str:
    """Beside each who left, somebody alike who stayed."""
    touchpoint = parse_qs(query).get("touchpoint", [""])[0]
    asked = urlencode({"feature": row["feature"], "level": row["level"]})
    return f"/exit-customers/{quote(touchpoint, safe='')}?{query}&{asked}" if touchpoint else ""
