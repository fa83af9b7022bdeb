"""What a measure tells, and all that the engine is asked for that: to be compared, whichever engine answers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final

import msgspec
import pytest

from polku.engine import engine
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.measure import Answer, answer

# Tests that ask the cluster: they share it, so one worker runs them all.
ON_A_CLUSTER: Final = (
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
)

# Whether a journey's walks are written down is asked of DuckDB alone: a cluster works them out.
LAID_DOWN: Final = ["journey"]


class Answers(msgspec.Struct):
    """What a measure told, what the engine had told it for that, and by which SQL."""

    told: list[tuple[Any, ...]] = []
    engine: list[list[dict[str, Any]]] = []
    sql: list[str] = []


def answers(
    name: str, questions: Iterable[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, most: int | None = None
) -> Answers:
    """Of the measure, to those of the questions that it understands: to all, or so many of them at `most`."""
    found = Answers()
    with monkeypatch.context() as heard:
        heard.setattr(engine, "_answered", listening(found))
        for words in questions:
            if most is None or len(found.told) < most:
                with suppress(WrongQuestion):
                    found.told.append(plain(answer(MEASURES[name], asked(**words, top=30))))
    return found


def listening(found: Answers) -> Callable[[str, str], engine.Answered]:
    """The engine's door, with what is told through it written down."""
    told = engine._answered

    def heard(question: str, sql: str) -> engine.Answered:
        answered = told(question, sql)
        if answered.rows.column_names == LAID_DOWN:
            return answered
        found.engine.append(like(answered.rows.to_pylist()))
        found.sql.append(answered.sql)
        return answered

    return heard


def plain(found: Answer) -> tuple[Any, ...]:
    """What is told, whatever the order of rows that rank alike."""
    return (found.n, found.customers, found.note, like(found.rows))


def like(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In one order; sums of fractions may differ in the last digits, and wide whole numbers come as decimals."""
    return sorted(({name: near(value) for name, value in row.items()} for row in rows), key=repr)


def near(value: Any) -> Any:
    """A fraction to nine digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else near(float(value))
    return float(f"{value:.9g}") if isinstance(value, float) else value
