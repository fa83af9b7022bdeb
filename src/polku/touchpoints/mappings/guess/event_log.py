"""An event log in a table: which columns are case, activity and time is said by whoever asks; the rest is seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from polku.touchpoints.mappings.guess.lines import filled, quoted
from polku.touchpoints.mappings.guess.roles import Role
from polku.touchpoints.mappings.guess.table import Column, columns_of
from polku.touchpoints.mappings.guess.whole import Choices, guess_table
from polku.touchpoints.mappings.wrong import instead


class NoSuchColumn(ValueError):
    """A column that the table does not have; the text names those there are."""


def event_log_mapping(
    name: str, table: str, rows: Sequence[Mapping[str, Any]], zone: str, case: str, activity: str, time: str
) -> str:
    """The mapping's YAML: each activity a touchpoint, each case a customer and a thread. NoSuchColumn where there is none."""
    columns = columns_of(rows)
    of_case, of_activity, of_time = (_named(one, columns) for one in (case, activity, time))
    manner = guess_table(table, rows, zone, Choices({columns.index(of_time): Role.TIME})).manner
    formats = (
        [f"time_formats: [{', '.join(map(quoted, manner.time_formats))}]"] if manner.time_formats else []
    )
    if manner.either:
        formats.insert(0, "# Day first or month first? These rows do not tell; day first was taken.")
    who, what = filled(of_case), filled(of_activity)
    lines = [
        f"name: {name}",
        f"title: {quoted(table[:120])}",
        "reads: [row]",
        *(["time_zone: UTC"] if manner.utc else []),
        *formats,
        f"time: {filled(of_time)}",
        "",
        "namespaces:",
        f"  case: {{policy: unique, within: {quoted('{table}')}, shape: number}}",
        f"identify: {{case: {who}}}",
        f"traits: {{name: {who}}}",
        f"defaults: {{touchpoint: {what}, subject: {what}, thread: {who}, channel: other}}",
        "otherwise:",
        "  interactions:",
        "    - {kind: informed}",
    ]
    return "\n".join(lines) + "\n"


def _named(name: str, columns: Sequence[Column]) -> Column:
    there = {column.name: column for column in columns if column.readable}
    if name not in there:
        raise NoSuchColumn(f"there is no column {name!r}{instead(name, [*there], 'There are')}")
    return there[name]
