"""A measure: one question with its unit, and its answer with n, bounds and freshness."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import ibis
import msgspec
import sqlglot.expressions as sge
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.engine.engine import Answered, ask, compiled, of_copy, opened
from polku.engine.laid_down import laid_down
from polku.lenses.asked import FEWEST, Asked, WrongQuestion
from polku.lenses.exits.learnt import with_rhythm

Rows = list[dict[str, Any]]
# What stands in a compiled question in place of the touchpoint and the period's ends: no moment is so late.
_PLACE: Final = "a place to be filled in"
_SINCE: Final = 9_100_000_000_000_000_001
_UNTIL: Final = 9_100_000_000_000_000_003


class Told(msgspec.Struct):
    """What a measure found: its rows, every SELECT that was asked, and what a reader must know of them."""

    rows: Rows
    sql: list[str]
    note: str = ""


class Answer(msgspec.Struct, frozen=True):
    """An answer: `n` walks of `customers` customers are in it, and everything told until `fresh_to`.

    `note` says why there are no rows, or what is left out of them.
    """

    measure: str
    unit: str
    n: int
    customers: int
    fresh_to: int
    rows: Rows
    columns: list[str]
    sql: list[str]
    note: str = ""


class Measure(msgspec.Struct, frozen=True):
    """One question. `columns` says what each column of a row holds, with its unit.

    `counted` is the expression of who is in it (customers, walks); `tell` asks the engine for the rows.
    """

    name: str
    question: str
    unit: str
    columns: Mapping[str, str]
    counted: Callable[[Asked], ibis.Table]
    tell: Callable[[Asked], Told]
    needs_journey: bool = False
    asks: tuple[str, ...] = ()  # what else its answer depends on: touchpoint, within


@opened()
def answer(measure: Measure, asked: Asked) -> Answer:
    """The measure's answer. Of fewer than FEWEST people there are no rows, but a sentence (design.md §7)."""
    if measure.needs_journey and asked.journey is None:
        raise WrongQuestion(f"{measure.name} asks about a journey: say which, with --journey or journey=.")
    counted = ask_about(measure.counted, asked)
    (found,) = counted.rows.to_pylist()
    note = _note(found["customers"], asked)
    told = Told([], []) if note else measure.tell(asked)
    return Answer(
        measure=measure.name,
        unit=measure.unit,
        n=0 if note else found["walks"],
        customers=0 if note else found["customers"],
        fresh_to=counted.fresh_to,
        rows=[{name: _number(value) for name, value in row.items()} for row in told.rows],
        columns=list(measure.columns),
        sql=[counted.sql, *told.sql],
        note=note or told.note,
    )


def _number(value: Any) -> Any:
    """A sum of whole numbers comes as a decimal from some engines; JSON would make a text of it."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def ask_about(expression: Callable[[Asked], ibis.Table], asked: Asked) -> Answered:
    """The engine's answer; what was asked before is not compiled again, though of another place or period."""
    laid = _laid(asked)
    found = ask(with_rhythm(question(expression, msgspec.structs.replace(asked, laid=laid))))
    # A journey that was declared anew in this moment: its former walks may have gone before they were asked about.
    return ask(with_rhythm(question(expression, asked))) if laid and not _laid(asked) else found


def _laid(asked: Asked) -> bool:
    return asked.journey is not None and laid_down(asked.journey)


def question(expression: Callable[[Asked], ibis.Table], asked: Asked) -> str:
    """The question as SQL, which is compiled with blanks for place and period: expressions only compare with them."""
    blank = msgspec.structs.replace(
        asked,
        touchpoint=asked.touchpoint and _PLACE,
        since=None if asked.since is None else _SINCE,
        until=None if asked.until is None else _UNTIL,
    )
    copy = of_copy()
    place = sge.convert(asked.touchpoint).sql("duckdb" if copy else "spark")
    sql = _sql(expression, msgspec.json.encode(blank), copy)
    # The place last: its name may hold anything.
    filled = sql.replace(str(_SINCE), str(asked.since)).replace(str(_UNTIL), str(asked.until))
    return filled.replace(f"'{_PLACE}'", place)


@lru_cache(512)
def _sql(expression: Callable[[Asked], ibis.Table], written: bytes, _copy: bool) -> str:
    return compiled(expression(msgspec.json.decode(written, type=Asked)))


def told_by(answered: Answered) -> Told:
    """The rows as the engine gave them."""
    return Told(answered.rows.to_pylist(), [answered.sql])


def left_out(rows: int) -> str:
    """What is said where so many rows are about too few people; "" for none."""
    if not rows:
        return ""
    return ngettext(
        "%(n)d row is left out: it is about fewer than %(fewest)d customers.",
        "%(n)d rows are left out: they are about fewer than %(fewest)d customers.",
        rows,
    ) % {"n": rows, "fewest": FEWEST}


def _note(customers: int, asked: Asked) -> str:
    if customers == 0:
        return _("Nothing happened there: no customer is in this question.")
    if customers < FEWEST and asked.segment:
        return _(
            "Fewer than %(fewest)d customers are in this segment, so nothing is told of them together."
        ) % {"fewest": FEWEST}
    return ""
