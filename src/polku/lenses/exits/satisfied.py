"""Satisfied, and left all the same: how many of the satisfied leave, and how many of those who left were satisfied."""

from typing import Any, Final

import ibis
from django.utils.translation import gettext as _

from polku.engine.standing import SHIFT
from polku.engine.walks import WALK
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import counted, customers_in, whole_walks, within
from polku.lenses.measure import Measure, Rows, Told, ask_about, left_out

SATISFIED: Final = 900_000  # millionths of the scale: 9 of 0 to 10
# What a walk with a rating may be.
KINDS: Final = ("satisfied", "less satisfied", "left", "stayed", *(f"left: {manner}" for manner in EXITS))
# Of whom, the share of what.
_SHARES: Final = (
    ("satisfied", "left"), ("less satisfied", "left"), ("left", "satisfied"), ("stayed", "satisfied"),
    *((f"left: {manner}", "satisfied") for manner in EXITS),
)  # fmt: skip


def rated(asked: Asked) -> ibis.Table:
    """One row per walk with a rating: as `ended`, with `felt`, the last rating in millionths of its scale.

    In a period: walks whose last step that counts was then.
    """
    found = whole_walks(asked, "felt")
    given = found.filter(found.felt.notnull())
    last = given.group_by(*WALK).aggregate(
        felt=((given.number.cast("int64") * SHIFT + given.felt).max() % SHIFT).cast("int32")
    )
    both = within(ended(asked), asked, "last_at").join(last, WALK)
    return both.mutate(left=both.manner.isin(EXITS), satisfied=both.felt >= SATISFIED)


def satisfied_leavers(asked: Asked) -> ibis.Table:
    """Who left though their last rating was in the top tenth, the latest first: the list behind the measure."""
    found = rated(asked)
    return found.filter(found.left & found.satisfied).order_by(ibis.desc("last_at"), *WALK)


def satisfied_left(asked: Asked) -> ibis.Table:
    """One row: part_n, n_n, customers_n, share_n, low_n, high_n of the n-th of `_SHARES`, from 0."""
    found = rated(asked)
    marked = marks(found)
    counts: dict[str, ibis.Value] = {}
    for number, (of, share_of) in enumerate(_SHARES):
        counts[f"part_{number}"] = found.count(where=marked[of] & marked[share_of])
        counts[f"n_{number}"] = found.count(where=marked[of])
        counts[f"customers_{number}"] = customers_in(found, asked, marked[of])
    whole = found.aggregate(**counts)
    shares: dict[str, ibis.Value] = {}
    for number in range(len(_SHARES)):
        part, n = whole[f"part_{number}"], whole[f"n_{number}"].nullif(0)
        shares[f"share_{number}"] = part / n.cast("float64")
        shares[f"low_{number}"], shares[f"high_{number}"] = wilson.low(part, n), wilson.high(part, n)
    return whole.mutate(**shares)


def marks(found: ibis.Table) -> dict[str, ibis.Value]:
    """Of `rated` walks, which are of each kind of KINDS."""
    named = {
        "satisfied": found.satisfied,
        "less satisfied": ~found.satisfied,
        "left": found.left,
        "stayed": ~found.left,
    }
    return named | {f"left: {manner}": found.manner == manner for manner in EXITS}


def rows_of(wide: dict[str, Any]) -> Rows:
    """The row per share that the measure tells of that one row."""
    return [
        {name: wide.get(f"{name}_{number}") for name in SATISFIED_LEFT.columns}
        | {"of": of, "share_of": share_of}
        for number, (of, share_of) in enumerate(_SHARES)
    ]


def _tell(asked: Asked) -> Told:
    found = ask_about(satisfied_left, asked)
    (wide,) = found.rows.to_pylist()
    rows = rows_of(wide)
    if not any(row["customers"] for row in rows):
        return Told([], [found.sql], _("Nobody in this question has given a rating."))
    shown = [row for row in rows if row["customers"] >= FEWEST]
    hidden = sum(0 < row["customers"] < FEWEST for row in rows)
    return Told(shown, [found.sql], left_out(hidden))


SATISFIED_LEFT: Final = Measure(
    name="satisfied_left",
    question="How many of the satisfied leave all the same, and how many of those who left were satisfied?",
    unit="walks",
    columns={
        "of": "of whom: those whose last rating was in the top tenth of its scale, the others, those who left …",
        "share_of": "the share of what: of those who left, or of the satisfied",
        "share": "the share",
        "low": "its lower bound (Wilson, 95 %)",
        "high": "its upper bound (Wilson, 95 %)",
        "part": "how many walks that is",
        "n": "of how many with a rating",
        "customers": "of how many customers",
    },
    counted=counted,
    tell=_tell,
)
