"""An answer as a table to read: every value written as the reader's language writes it, low and high in one cell."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from polku.lenses.measure import Answer, Measure
from polku.lib.clock import MINUTE, SECOND
from polku.surfaces.web.pages.measures.behind import addresses
from polku.surfaces.words.amounts import money_words, number_words, percent_words
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.measures import WORDED, cell_words, heading_words, side_words
from polku.surfaces.words.moments import exact_words
from polku.surfaces.words.places import channel_words, owner_words, place_name
from polku.touchpoints.journeys.places import Place, places, stages

ABSENT: Final = "–"
_PLACES: Final = ("source", "target", "touchpoint", "path", "said_at")
_OF_LINKS: Final = ("way",)  # numbers that only addresses use
_OWNERS: Final = ("owner", "source_owner", "target_owner")
_FIRST: Final = ("sentence",)  # says the rest in words
_BY_UNIT: Final = ("effect", "low")  # where each row has a unit of its own
# Codes that addresses and programs use; the row's sentence says them in words.
_CODES: Final = ("feature", "level", "unit")
_STAGES: Final = ("stage", "next_stage", "source_stage", "target_stage")


class Column(msgspec.Struct, frozen=True):
    """A column as it is shown: `high` names the column that stands in the same cell."""

    name: str
    heading: str
    kind: str  # text | place | stage | channel | owner | word | sides | number | decimal | share | duration | moment | money | of_unit
    high: str = ""

    @property
    def number(self) -> bool:
        return self.kind in {"number", "decimal", "share", "duration", "money", "of_unit"}


class Cell(msgspec.Struct, frozen=True):
    """A cell: its words, what it said in the period before, and where the customers behind it are listed."""

    column: Column
    words: str
    before: str = ""
    address: str = ""


class Table(msgspec.Struct, frozen=True):
    """What is drawn."""

    columns: list[Column]
    rows: list[list[Cell]]


def table_of(measure: Measure, found: Answer, earlier: Answer | None = None, query: str = "") -> Table:
    """The answer's rows; each beside the row of the period before that tells of the same.

    `query` asks the question again: the lists of the customers behind the rows ask it too.
    """
    columns = [column for column in columns_of(measure, found.rows) if column.name not in _OF_LINKS]
    known, named = places(), {stage.name: stage.title for stage in stages()}
    names = [
        name
        for name in measure.columns
        if name in _CODES or any(_tells_of(column, name) for column in columns)
    ]
    before = {_same(row, names): row for row in earlier.rows} if earlier else {}
    rows = [
        _cells(columns, row, before.get(_same(row, names)), earlier is not None, known, named)
        for row in found.rows
    ]
    for cells, row in zip(rows, found.rows, strict=True):
        lists = addresses(measure.name, row, query)
        cells[:] = [msgspec.structs.replace(one, address=lists.get(one.column.name, "")) for one in cells]
    return Table(columns, rows)


def columns_of(measure: Measure, rows: list[dict[str, Any]]) -> list[Column]:
    """The columns to draw: every one but those that stand in another's cell."""
    highs = {_high_of(name): name for name in measure.columns if _high_of(name) in measure.columns}
    worded = "sentence" in measure.columns
    columns = [
        Column(name, heading_words(name, measure.name), _kind(measure, name, text, [row.get(name) for row in rows]), _high_of(name) if _high_of(name) in highs else "")
        for name, text in measure.columns.items()
        if name not in highs and not (worded and name in _CODES)
    ]  # fmt: skip
    return sorted(columns, key=lambda column: column.name not in _FIRST)


def _tells_of(column: Column, name: str) -> bool:
    """Whether the column says whom or what a row is about, in all periods alike."""
    return column.name == name and not column.number and name not in _FIRST


def _kind(measure: Measure, name: str, text: str, values: list[Any]) -> str:
    if name in _BY_UNIT and "unit" in measure.columns:
        return "of_unit"
    if name == "low" and "share" in measure.columns:
        return "share"
    return kind_of(name, text, values, measure.unit)


def kind_of(name: str, text: str, values: list[Any], unit: str = "") -> str:
    """What a column holds, by its name, what the measure says of it, and its values."""
    for kind, fits in (
        ("place", name in _PLACES),
        ("stage", name in _STAGES),
        ("channel", name == "channel"),
        ("owner", name in _OWNERS),
        ("sides", name == "not_measured"),
        ("word", name in WORDED and any(isinstance(value, str) for value in values)),
        (
            "money",
            "minor units" in text or (unit == "minor units" and name.endswith(("_low", "_high"))),
        ),
        ("duration", "microseconds" in text and not name.endswith("_at")),
        ("moment", name.endswith("_at")),
    ):
        if fits:
            return kind
    told = [value for value in values if value is not None]
    if any(isinstance(value, str | list) for value in told):
        return "text"
    if "how many times" in text:
        return "decimal"
    if "share" in text or name.endswith("share") or name == "coverage":
        return "share"
    return "decimal" if any(isinstance(value, float) for value in told) else "number"


def _high_of(name: str) -> str:
    """The upper bound's column of a lower bound's."""
    words = name.split("_")
    return "_".join("high" if word == "low" else word for word in words) if "low" in words else ""


def _same(row: Mapping[str, Any], names: list[str]) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in names)


def _cells(
    columns: list[Column],
    row: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    compared: bool,
    known: Mapping[str, Place],
    named: Mapping[str, str],
) -> list[Cell]:
    return [
        Cell(
            column,
            written(column, row, known, named),
            written(column, before or {}, known, named) if compared and column.number else "",
        )
        for column in columns
    ]


def written(
    column: Column, row: Mapping[str, Any], known: Mapping[str, Place], named: Mapping[str, str]
) -> str:
    """A cell's words; a lower bound with its upper one."""
    low = _one(column, row.get(column.name), row, known, named)
    if not column.high:
        return low
    high = _one(column, row.get(column.high), row, known, named)
    return ABSENT if low == high == ABSENT else f"{low} – {high}"


def _one(
    column: Column, value: Any, row: Mapping[str, Any], known: Mapping[str, Place], named: Mapping[str, str]
) -> str:
    if value is None or value in ("", []):
        return ABSENT
    if isinstance(value, list):
        return " → ".join(place_name(str(one), known) for one in value)
    match column.kind:
        case "place":
            return place_name(value, known)
        case "stage":
            return named.get(value, value)
        case "channel":
            return channel_words(value)
        case "owner":
            return owner_words(value)
        case "word":
            return cell_words(value)
        case "sides":
            return ", ".join(side_words(side) for side in value.split(", "))
        case "of_unit":
            return _of_unit(value, row["unit"])
        case "moment":
            return exact_words(value)
        case "money":
            return money_words(round(value), row.get("currency") or "")
        case _:
            return _number(column.kind, value)


def _number(kind: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if kind == "duration":
        return duration_words(round(value)) if abs(value) >= MINUTE else _seconds(value)
    if kind == "share":
        return percent_words(value, 0 if value in (0, 1) else 1)
    return number_words(value, 2 if kind == "decimal" else 0)


def _of_unit(value: float, unit: str) -> str:
    """An effect or a bound of it, as the row's unit is written. Of money, the row's sentence knows the currency."""
    sign = "−" if value < 0 else ""
    if unit == "share":
        return percent_words(value).replace("-", "−")
    if unit == "time":
        return sign + duration_words(round(abs(value)))
    return ABSENT if unit == "money" else sign + number_words(abs(value), 2)


def _seconds(value: float) -> str:
    return duration_words(round(value / SECOND) * SECOND)
