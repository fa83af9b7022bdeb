"""Declared against real: what happens that the journey's map does not know, and what it expects that never happens."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.journeys.declared_rows import declared_rows
from polku.lenses.journeys.steps import counted, steps, whole_walks, within
from polku.lenses.measure import Measure, Told, ask_about, left_out


def happened(asked: Asked) -> ibis.Table:
    """One row per touchpoint that walks were at (`target` ""), per step between two of the map, and for all (`what`)."""
    there = within(whole_walks(asked), asked)
    places = there.group_by("touchpoint").aggregate(
        what=ibis.literal("touchpoint"), target=ibis.literal(0, "int32"), **_counts(there)
    )
    found = steps(asked)
    on = within(found.filter((found.after != 0) & (found.after != found.touchpoint)), asked)
    pairs = on.group_by("touchpoint", target=on.after).aggregate(what=ibis.literal("step"), **_counts(on))
    whole = there.aggregate(
        what=ibis.literal("all"), touchpoint=ibis.literal(0, "int32"), target=ibis.literal(0, "int32"), **_counts(there)
    )  # fmt: skip
    names = ("what", "touchpoint", "target", "walks", "customers")
    each = places.select(*names).union(pairs.select(*names)).union(whole.select(*names))
    begin = table("name").rename(source="name", touchpoint="code")
    end = table("name").rename(target_name="name", target="code")
    named = each.join(begin, "touchpoint").join(end, "target")
    return named.select("what", "source", "walks", "customers", target=named.target_name)


def _counts(found: ibis.Table) -> dict[str, ibis.Value]:
    # A walk's number is its customer's own where walks are customers'; made of both where they are not.
    return {"walks": found.walk.nunique(), "customers": found.customer.nunique()}


def _tell(asked: Asked) -> Told:
    found = ask_about(happened, asked)
    rows = declared_rows(asked.journey, found.rows.to_pylist()) if asked.journey else []
    shown = [row for row in rows if row["side"] == "declared" or row["customers"] >= FEWEST]
    return Told(shown, [found.sql], left_out(len(rows) - len(shown)))


DECLARED: Final = Measure(
    name="declared",
    question="What happens that the map does not know, and what does the map expect that never happens?",
    unit="walks",
    columns={
        "source": "the touchpoint, or the one at which the step begins",
        "target": "of a step, the touchpoint at which it ends",
        "side": "real: it happens, and the map does not know or expect it; declared: the map has it, and it never happens",
        "what": "touchpoint, or step from one to the next",
        "walks": "in how many walks",
        "of": "of how many: all walks, or for a step those that were at its beginning",
        "share": "the share of these",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "customers": "of how many customers",
    },
    counted=counted,
    tell=_tell,
    needs_journey=True,
)
