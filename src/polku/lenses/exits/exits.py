"""Exits: at which touchpoint walks end, in which manner, and how often beside all other touchpoints."""

from collections.abc import Mapping
from typing import Any, Final

import ibis
from django.utils.translation import gettext as _

from polku.engine.standing import SHIFT
from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import always, counted, customers_in, steps, within
from polku.lenses.measure import Measure, Rows, Told, ask_about, left_out
from polku.touchpoints.journeys.places import Place, places


def exits(asked: Asked) -> ibis.Table:
    """One row per touchpoint and manner in which walks ended there, the most frequent first.

    A walk left in the period in which its last step that counts was.
    """
    gone = within(ended(asked), asked, "last_at")
    gone = gone.filter(gone.manner.isin(EXITS))
    left = gone.group_by("touchpoint", "manner").aggregate(
        left=gone.count(), customers=customers_in(gone, asked)
    )
    found = left.join(_there(asked), "touchpoint").join(_said(gone), ["touchpoint", "manner"])
    found = found.join(left.group_by("manner").aggregate(all_left=_whole(left.left.sum())), "manner")
    found = found.cross_join(_there(asked).aggregate(all_there=_whole(ibis._.there.sum())))
    return _named(_beside_others(found), asked)


def _there(asked: Asked) -> ibis.Table:
    """Per touchpoint: how many walks were there."""
    here = within(steps(asked), asked)
    there = here.count(where=here.new_here == 1) if always(asked) else here.walk.nunique()
    return here.group_by("touchpoint").aggregate(there=there)


def _whole(value: ibis.Value) -> ibis.Value:
    """A sum of integers as one of 64 bits: DuckDB makes it wider, which no JSON knows."""
    return value.cast("float64").cast("int64")


def _said(gone: ibis.Table) -> ibis.Table:
    """Per touchpoint and manner: the place where most of them said so; 0 where nobody did."""
    said = gone.group_by("touchpoint", "manner", "said_at").aggregate(times=gone.count())
    # Of places equally frequent the one with the greater number, so that every engine tells the same.
    return said.group_by("touchpoint", "manner").aggregate(
        said_in=((said.times * SHIFT + said.said_at).max() % SHIFT).cast("int32")
    )


def _beside_others(found: ibis.Table) -> ibis.Table:
    base_n = found.all_there - found.there
    share = found.left / found.there.cast("float64")
    base_share = (found.all_left - found.left) / base_n.nullif(0).cast("float64")
    return found.mutate(
        share=share,
        low=wilson.low(found.left, found.there),
        high=wilson.high(found.left, found.there),
        base_share=base_share,
        base_n=base_n,
        lift=share / base_share.nullif(0.0),
    )


def _named(found: ibis.Table, asked: Asked) -> ibis.Table:
    here = table("name").select(touchpoint="code", place="name")
    said = table("name").select(said_in="code", said_place="name")
    if asked.touchpoint:
        here = here.filter(here.place == asked.touchpoint)
    named = found.join(here, "touchpoint").join(said, "said_in")
    return named.select(
        "manner", "left", "there", "share", "low", "high", "base_share", "base_n", "lift", "customers",
        touchpoint=named.place, said_at=named.said_place,
    ).order_by(ibis.desc("left"), "touchpoint", "manner")  # fmt: skip


def _tell(asked: Asked) -> Told:
    found = ask_about(exits, asked)
    rows: Rows = found.rows.to_pylist()
    shown = [row for row in rows if row["customers"] >= FEWEST]
    notes = (who_left(len(rows), len(rows) - len(shown)), endless(asked, shown))
    known = places()
    return Told([_placed(row, known) for row in shown], [found.sql], " ".join(filter(None, notes)))


def who_left(rows: int, hidden: int) -> str:
    """What is said of so many exits, of which some are about too few people; "" where all are told."""
    return left_out(hidden) if rows else _("Nobody left there, as far as can be told yet.")


def endless(asked: Asked, rows: Rows) -> str:
    """What is said where a journey names no end, and walks are taken to have left in its last stage; else ""."""
    journey = asked.journey
    if journey is None or journey.ends:
        return ""
    last = {touchpoint.name for touchpoint in journey.stages[-1].touchpoints}
    if not any(row["touchpoint"] in last and row["manner"] != "said" for row in rows):
        return ""
    return _(
        "This journey names no end, so nobody comes to it: who went all the way and was not seen again counts as having"
        " left in its last stage. Where it has an end, say under Journeys what ends it."
    )


def _placed(row: dict[str, Any], known: Mapping[str, Place]) -> dict[str, Any]:
    """The row as it is told, with the touchpoint's stage and owner on the map."""
    place = known.get(row["touchpoint"])
    where = {"stage": place.stage if place else "", "owner": place.owner if place else ""}
    return {name: (row | where)[name] for name in EXITS_MEASURE.columns}


EXITS_MEASURE: Final = Measure(
    name="exits",
    question="At which touchpoint do customers leave the path, and how: saying so, silently, or because we dropped them?",
    unit="walks",
    columns={
        "touchpoint": "the last touchpoint that counts before they left",
        "stage": "its stage on the map",
        "owner": "the team or partner that owns it on the map",
        "manner": "said: they said so; silent: they just did not come any more; dropped: they asked and heard nothing",
        "left": "how many walks ended there so",
        "there": "of how many that were there",
        "share": "the one of the other",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "base_share": "the same share at all other touchpoints together",
        "base_n": "how many visits of walks to other touchpoints that is of",
        "lift": "how many times the base share the share is",
        "customers": "of how many customers",
        "said_at": "where most of them said so; empty: they said nothing",
    },
    counted=counted,
    tell=_tell,
    asks=("touchpoint", "within"),
)
