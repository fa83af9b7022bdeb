"""Handovers: where customers pass from one of us to another, how long they wait, and where their paths end."""

from collections.abc import Mapping
from typing import Any, Final

import ibis
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.journeys.passed import acts, settled, told, untold, window
from polku.lenses.journeys.steps import counted
from polku.lenses.measure import Measure, Rows, Told, ask_about
from polku.lib.clock import DAY
from polku.touchpoints.journeys.places import Place, places

_SHARES: Final = {
    "ended": "float64", "low": "float64", "high": "float64", "handed": "int64", "base_ended": "float64",
    "base_n": "int64", "base_of": "string",
}  # fmt: skip


def handovers(asked: Asked) -> ibis.Table:
    """One row per place handed over at, place taken up at, and whether it was told; the most frequent first.

    `givers` and `takers` count those of us whose work a row is about.
    """
    found = acts(asked)
    known = _rows(told(found, asked), "yes").join(_leaks(found, asked), "touchpoint")
    silent = _rows(untold(found, asked), "no").mutate(
        **{name: ibis.null(kind) for name, kind in _SHARES.items()}
    )
    both = known.select(*silent.columns).union(silent)
    begin = table("name").rename(source="name", touchpoint="code")
    end = table("name").rename(goal="name", target="code")
    named = both.join(begin, "touchpoint").join(end, "target")
    return named.select(
        "source", "told", "times", "customers", "median_gap", "p90_gap", *_SHARES, "givers", "takers",
        target=named.goal,
    ).order_by(ibis.desc("times"), "source", "target", "told")  # fmt: skip


def _rows(passed: ibis.Table, told: str) -> ibis.Table:
    return passed.group_by("touchpoint", "target").aggregate(
        told=ibis.literal(told),
        times=passed.count(),
        customers=passed.customer.nunique(),
        median_gap=passed.wait.quantile(0.5).cast("float64"),
        p90_gap=passed.wait.quantile(0.9).cast("float64"),
        givers=passed.actor.nunique(where=passed.actor != 0),
        takers=passed.taker.nunique(where=passed.taker != 0),
    )


def _leaks(found: ibis.Table, asked: Asked) -> ibis.Table:
    """Per touchpoint: how many told handovers end the path, beside our other acts there; else those anywhere."""
    done = settled(found, asked)
    done = done.mutate(other=~done.handed & ~done.tried)
    counts = {
        "handed": done.count(where=done.handed),
        "handed_ended": done.count(where=done.handed & done.ended),
        "others": done.count(where=done.other),
        "others_ended": done.count(where=done.other & done.ended),
    }
    here = done.group_by("touchpoint").aggregate(**counts)
    everywhere = done.aggregate(
        all=done.count(where=done.other), all_ended=done.count(where=done.other & done.ended)
    )
    both = here.cross_join(everywhere)
    local = both.others > 0
    base_n = ibis.ifelse(local, both.others, both["all"])
    base_ended = ibis.ifelse(local, both.others_ended, both.all_ended)
    return both.select(
        "touchpoint",
        ended=both.handed_ended / both.handed.nullif(0).cast("float64"),
        low=wilson.low(both.handed_ended, both.handed.nullif(0)),
        high=wilson.high(both.handed_ended, both.handed.nullif(0)),
        handed=both.handed,
        base_ended=base_ended / base_n.nullif(0).cast("float64"),
        base_n=base_n,
        base_of=ibis.ifelse(local, "here", "anywhere"),
    )


def _tell(asked: Asked) -> Told:
    found = ask_about(handovers, asked)
    rows: Rows = found.rows.to_pylist()
    shown = [row for row in rows if _may_be_told(row)]
    hidden = len(rows) - len(shown)
    note = ngettext(
        "%(n)d row is left out: it is about fewer than %(fewest)d customers, or shows one person's work.",
        "%(n)d rows are left out: they are about fewer than %(fewest)d customers, or show one person's work.",
        hidden,
    ) % {"n": hidden, "fewest": FEWEST}
    if not rows:
        note = _("No handover is in this question that happened at least %(days)d days ago.") % {
            "days": window(asked) // DAY
        }
    known = places()
    return Told([_owned(row, known) for row in shown], [found.sql], note if hidden or not rows else "")


def _may_be_told(row: dict[str, Any]) -> bool:
    """Not of few customers, and not where a single one of us hands over or takes up: it would be about them."""
    return row["customers"] >= FEWEST and 1 not in (row["givers"], row["takers"])


def _owned(row: dict[str, Any], known: Mapping[str, Place]) -> dict[str, Any]:
    """The row as it is told, with who owns both places on the map."""
    owners = {
        f"{end}_owner": known[row[end]].owner if row[end] in known else "" for end in ("source", "target")
    }
    return {name: (row | owners)[name] for name in HANDOVERS.columns}


HANDOVERS: Final = Measure(
    name="handovers",
    question="Where do we pass customers from one of us to another, how long do they wait, and does it end there?",
    unit="handovers",
    columns={
        "source": "the touchpoint at which they were handed over",
        "target": "the touchpoint at which the other first acted toward them; empty: nobody did in time",
        "source_owner": "the team or partner that owns the source on the map",
        "target_owner": "the team or partner that owns the target on the map",
        "told": "yes: an event told of it; no: another of us just acted next",
        "times": "how often",
        "customers": "of how many customers",
        "median_gap": "microseconds until the other's first act, median",
        "p90_gap": "microseconds until the other's first act, 90th percentile",
        "ended": "of all told handovers at the source, the share with which the path ended",
        "low": "that share's lower bound (Wilson, 95 %)",
        "high": "that share's upper bound (Wilson, 95 %)",
        "handed": "how many told handovers at the source that is of",
        "base_ended": "of our other acts, the share with which the path ended",
        "base_n": "how many other acts that is of",
        "base_of": "which other acts: here, at the source; anywhere, where we do nothing else at the source",
    },
    counted=counted,
    tell=_tell,
    asks=("within",),
)
