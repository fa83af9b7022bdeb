"""Shapes of measures and their answers."""

from typing import Any

from polku.surfaces.api.shapes.values import Moment, Shape


class Measure(Shape):
    """One question; `columns` says what each column of a row holds, with its unit."""

    name: str
    question: str
    unit: str
    columns: dict[str, str]
    needs_journey: bool


class Measures(Shape):
    """The catalogue."""

    measures: list[Measure]


class Answer(Shape):
    """Rows, of how many walks and customers, and the moment up to which everything told is in them.

    `note` says why there are no rows (then n and customers are 0), or what is left out of them.
    """

    measure: str
    unit: str
    n: int
    customers: int
    fresh_to: Moment
    columns: list[str]
    rows: list[dict[str, Any]]
    note: str
    sql: list[str]
