"""Satisfied, and left all the same: how many of the satisfied leave, and how many of those who left were satisfied."""

from typing import Any, Final

import ibis
from django.utils.translation import ngettext

from polku.engine.standing import SHIFT
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.exits.silence import WALK
from polku.lenses.journeys.steps import counted, whole_walks, within
from polku.lenses.measure import Measure, Rows, Told, ask_about

SATISFIED: Final = 900_000  # millionths of the scale: 9 of 0 to 10


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
    """The shares both ways, and of each manner of leaving: of whom (`of`), what (`share_of`)."""
    found = rated(asked)
    rows = [
        _share(found.filter(found.satisfied), found.left, 1, "satisfied", "left"),
        _share(found.filter(~found.satisfied), found.left, 2, "less satisfied", "left"),
        _share(found.filter(found.left), found.satisfied, 3, "left", "satisfied"),
        _share(found.filter(~found.left), found.satisfied, 4, "stayed", "satisfied"),
    ]
    rows += [
        _share(found.filter(found.manner == manner), found.satisfied, place, f"left: {manner}", "satisfied")
        for place, manner in enumerate(EXITS, 5)
    ]
    whole = rows[0]
    for more in rows[1:]:
        whole = whole.union(more)
    return whole.order_by("place").drop("place")


def _share(found: ibis.Table, flag: ibis.Value, place: int, of: str, share_of: str) -> ibis.Table:
    counts = found.aggregate(
        part=found.count(where=getattr(found, flag.get_name())),
        n=found.count(),
        customers=found.customer.nunique(),
    )
    whole = counts.n.nullif(0)
    return counts.select(
        "part", "n", "customers",
        place=ibis.literal(place), of=ibis.literal(of), share_of=ibis.literal(share_of),
        share=counts.part / whole.cast("float64"), low=wilson.low(counts.part, whole), high=wilson.high(counts.part, whole),
    )  # fmt: skip


def _tell(asked: Asked) -> Told:
    found = ask_about(satisfied_left, asked)
    rows: Rows = found.rows.to_pylist()
    shown = [row for row in rows if row["customers"] >= FEWEST]
    hidden = sum(0 < row["customers"] < FEWEST for row in rows)
    note = ngettext(
        "%(n)d row is left out, for it is about fewer than %(fewest)d customers.",
        "%(n)d rows are left out, for they are about fewer than %(fewest)d customers.",
        hidden,
    ) % {"n": hidden, "fewest": FEWEST}
    return Told([_row(row) for row in shown], [found.sql], note if hidden else "")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in SATISFIED_LEFT.columns}


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
