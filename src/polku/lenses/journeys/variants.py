"""The ways that are walked from beginning to end, the most walked first."""

from itertools import accumulate
from typing import Any, Final

import ibis

from polku.engine.engine import ask
from polku.engine.paths import path_marks
from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import steps, within
from polku.lenses.measure import Measure, Rows, Told


def paths(asked: Asked) -> ibis.Table:
    """One row per walk: customer, walk, steps, mark, second_mark; those that began in the period.

    Whole paths are written down; only a journey makes others of them.
    """
    if asked.journey or asked.segment:
        found = steps(asked)
        began = found.group_by("customer", "walk").aggregate(began_at=found.occurred_at.min())
        marked = path_marks(found, "customer", "walk").join(began, ["customer", "walk"])
    else:
        marked = table("path")
        marked = marked.mutate(walk=marked.customer)
    return within(marked, asked, "began_at")


def variants(asked: Asked) -> ibis.Table:
    """The most walked ways: how many walks took each, and one of them to show it by."""
    found = paths(asked)
    ways = found.group_by("steps", "mark", "second_mark").aggregate(
        walks=found.count(), customers=found.customer.nunique(), example=found.walk.min()
    )
    return ways.order_by(ibis.desc("walks"), "steps", "example").limit(asked.top)


def examples(asked: Asked, walks: list[int]) -> ibis.Table:
    """The steps of some walks, in order: walk, number, touchpoint's name."""
    found = steps(asked)
    found = found.filter(found.walk.isin(walks))
    named = found.join(table("name"), found.touchpoint == table("name").code)
    return named.select("walk", "number", touchpoint=named.name).order_by("walk", "number")


def counted(asked: Asked) -> ibis.Table:
    """How many customers and walks began in the period."""
    found = paths(asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.count())


def _tell(asked: Asked) -> Told:
    ways, all_of_them = ask(variants(asked)), ask(counted(asked))
    rows = ways.rows.to_pylist()
    shown = ask(examples(asked, [row["example"] for row in rows]))
    (whole,) = all_of_them.rows.to_pylist()
    told = _told(rows, _spelled(shown.rows.to_pylist()), whole["walks"])
    return Told(told, [ways.sql, all_of_them.sql, shown.sql])


def _spelled(steps_of_examples: Rows) -> dict[int, list[str]]:
    """Each example's touchpoints in order."""
    spelled: dict[int, list[str]] = {}
    for step in steps_of_examples:
        spelled.setdefault(step["walk"], []).append(step["touchpoint"])
    return spelled


def _told(ways: Rows, spelled: dict[int, list[str]], whole: int) -> Rows:
    covered = accumulate(way["walks"] for way in ways)
    rows: list[dict[str, Any]] = [
        {
            "path": spelled[way["example"]],
            "steps": way["steps"],
            "walks": way["walks"],
            "customers": way["customers"],
            "share": way["walks"] / whole,
            "coverage": so_far / whole,
        }
        for way, so_far in zip(ways, covered, strict=True)
    ]
    return rows


VARIANTS: Final = Measure(
    name="variants",
    question="Which whole ways do customers walk, and how many of them walk the commonest?",
    unit="walks",
    columns={
        "path": "the touchpoints in order",
        "steps": "how many steps it has",
        "walks": "how many walks went exactly so",
        "customers": "of how many customers",
        "share": "of all walks",
        "coverage": "of all walks, the share that this way and those above it cover",
    },
    counted=counted,
    tell=_tell,
)
