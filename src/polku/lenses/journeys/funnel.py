"""The funnel: how many of those who begin a journey come to each of its stages, in order."""

from typing import Any, Final

import ibis
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.engine.tables import table
from polku.engine.walks import WALK, keys
from polku.lenses import wilson
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import counted, customers_in, last_moment, steps
from polku.lenses.measure import Measure, Told, ask_about
from polku.lib.clock import DAY
from polku.touchpoints.journeys.journey import DeclaredStage

_NO_MOMENT: Final = ibis.null("int64")


def funnel(asked: Asked) -> ibis.Table:
    """One row: for stage 1, 2, … its walks_1, customers_1, and so on; and `left_out`, walks that began too recently."""
    stages = _stages(asked)
    walks = reached(asked)
    counts: dict[str, ibis.Value] = {"left_out": walks.count(where=walks.young & (walks.times_1 == 0))}
    for n in range(1, len(stages) + 1):
        here = walks[f"times_{n}"] > 0
        counts[f"walks_{n}"] = walks.count(where=here)
        counts[f"customers_{n}"] = customers_in(walks, asked, here)
        counts[f"median_gap_{n}"] = walks[f"gap_{n}"].quantile(0.5).cast("float64")
    whole = walks.aggregate(**counts)
    shares: dict[str, ibis.Value] = {}
    for n in range(2, len(stages) + 1):
        shares |= _share(whole[f"walks_{n}"], whole.walks_1, n, "")
        shares |= _share(whole[f"walks_{n}"], whole[f"walks_{n - 1}"], n, "step_")
    return whole.mutate(**shares)


def _share(part: ibis.Value, of: ibis.Value, n: int, which: str) -> dict[str, ibis.Value]:
    nothing = ibis.null("float64")
    return {
        f"{which}share_{n}": part / of.nullif(0).cast("float64"),
        f"{which}low_{n}": ibis.ifelse(of > 0, wilson.low(part, of.nullif(0)), nothing),
        f"{which}high_{n}": ibis.ifelse(of > 0, wilson.high(part, of.nullif(0)), nothing),
    }


def reached(asked: Asked) -> ibis.Table:
    """One row per walk: times_n, whether it reached stage n (0: no), at_n, when it first did, and gap_n, what it waited."""
    if not asked.window:
        return _in_any_time(asked)
    found = _begun(asked)
    together = keys(asked.journey) if asked.journey else WALK
    stages = range(1, len(_stages(asked)) + 1)
    for n in stages[1:]:
        found = _stage(found, n, asked.window, ibis.cumulative_window(group_by=together, order_by="number"))
    times = {f"times_{n}": found[f"reached_{n}"].count() for n in stages}
    gaps = {
        f"gap_{n}": found[f"wait_{n}"].argmin(found.number, where=found[f"reached_{n}"].notnull())
        for n in stages
    }
    moments = {f"at_{n}": found[f"reached_{n}"].min() for n in stages}
    return found.group_by(*WALK).aggregate(young=found.young.max(), **times, **gaps, **moments)


def _in_any_time(asked: Asked) -> ibis.Table:
    """The same where nothing has an end: the first step there after the first in the stage before, stage by stage.

    Each looks at its own steps alone; a window over all of them, for each stage, takes several times as long.
    """
    there = [_at(asked, stage) for stage in _stages(asked)]
    there[0] = there[0].filter(_in_period(there[0], asked))
    found = (
        there[0]
        .group_by(*WALK)
        .aggregate(first_1=there[0].number.min(), at_1=there[0].occurred_at.min(), gap_1=_NO_MOMENT)
    )
    for n in range(2, len(there) + 1):
        came = _first_after(there[n - 1], found.select(*WALK, after=found[f"first_{n - 1}"]))
        before = there[n - 2].join(came, WALK)
        last = before.filter(before.number < before["first"]).group_by(*WALK)
        came = came.join(last.aggregate(last_before=ibis._.occurred_at.max()), WALK)
        came = came.select(
            *WALK, **{f"first_{n}": came["first"], f"at_{n}": came.at, f"gap_{n}": came.at - came.last_before}
        )
        found = found.left_join(came, WALK, rname=f"{{name}}_{n}").drop(f"customer_{n}", f"walk_{n}")
    numbers = range(1, len(there) + 1)
    times = {f"times_{n}": ibis.ifelse(found[f"first_{n}"].notnull(), 1, 0) for n in numbers}
    return found.mutate(young=False, **times).drop(*(f"first_{n}" for n in numbers))


def _at(asked: Asked, stage: DeclaredStage) -> ibis.Table:
    """The walks' steps in a stage."""
    found = steps(asked)
    return found.filter(found.touchpoint.isin(_touchpoints(stage))).select(*WALK, "number", "occurred_at")


def _first_after(here: ibis.Table, since: ibis.Table) -> ibis.Table:
    """Per walk, the first step here after the number `after`: `first`, its own number, and `at`, when it was."""
    later = here.join(since, WALK)
    later = later.filter(later.number > later.after)
    return later.group_by(*WALK).aggregate(first=later.number.min(), at=later.occurred_at.min())


def _begun(asked: Asked) -> ibis.Table:
    """The steps in any stage, with its number; `reached_1`: when one begins in the period. `young`: its time is not over."""
    found = steps(asked).select(*WALK, "number", "touchpoint", "occurred_at")
    place = ibis.literal(0)
    for n, stage in enumerate(_stages(asked), 1):
        place = ibis.ifelse(found.touchpoint.isin(_touchpoints(stage)), n, place)
    found = found.mutate(stage=place).filter(ibis._.stage > 0).cross_join(last_moment())
    begins = (found.stage == 1) & _in_period(found, asked)
    old = found.occurred_at <= found.latest - asked.window
    moment = ibis.ifelse(begins & old, found.occurred_at, _NO_MOMENT)
    return found.mutate(reached_1=moment, start_1=moment, wait_1=_NO_MOMENT, young=begins & ~old)


def _stage(found: ibis.Table, n: int, window: int, so_far: Any) -> ibis.Table:
    """The steps that reach stage n, at `reached_n`: after one that reached the stage before, within the window of its start.

    `wait_n` is since the last that reached the stage before. Of several starts the latest is carried on, for it leaves
    most time; without a window none need be.
    """
    came = found[f"reached_{n - 1}"].max().over(so_far)
    found = found.mutate(
        came=came, start=found[f"start_{n - 1}"].max().over(so_far) if window else _NO_MOMENT
    )
    there = (found.stage == n) & found.came.notnull()
    if window:
        there = there & (found.occurred_at - found.start <= window)
    return found.mutate(
        **{
            f"reached_{n}": ibis.ifelse(there, found.occurred_at, _NO_MOMENT),
            f"start_{n}": ibis.ifelse(there, found.start, _NO_MOMENT),
            f"wait_{n}": ibis.ifelse(there, found.occurred_at - found.came, _NO_MOMENT),
        }
    ).drop("came", "start")


def _stages(asked: Asked) -> tuple[DeclaredStage, ...]:
    return asked.journey.stages if asked.journey else ()


def _touchpoints(stage: DeclaredStage) -> ibis.Value:
    names = table("name")
    return names.filter(names.name.isin([one.name for one in stage.touchpoints])).code


def _in_period(found: ibis.Table, asked: Asked) -> ibis.Value:
    inside = ibis.literal(True)
    if asked.since is not None:
        inside = inside & (found.occurred_at >= asked.since)
    if asked.until is not None:
        inside = inside & (found.occurred_at < asked.until)
    return inside


def _tell(asked: Asked) -> Told:
    found = ask_about(funnel, asked)
    (wide,) = found.rows.to_pylist()
    young, sentences = wide["left_out"], []
    if young:
        sentences.append(_young(young, asked))
    if not wide["walks_1"]:
        sentences.append(_("No walk that began in the journey's first stage is in this question."))
    stages = _stages(asked) if wide["walks_1"] else ()
    rows = [_row(stage.name, n, wide) for n, stage in enumerate(stages, 1)]
    return Told(rows, [found.sql], " ".join(sentences))


def _young(young: int, asked: Asked) -> str:
    return ngettext(
        "%(n)d walk is left out, for it began within the last %(days)d days.",
        "%(n)d walks are left out, for they began within the last %(days)d days.",
        young,
    ) % {"n": young, "days": asked.window // DAY}


def _row(stage: str, n: int, wide: dict[str, Any]) -> dict[str, Any]:
    """The stage's own columns; the first stage has no share but the whole."""
    told = {name: wide.get(f"{name}_{n}") for name in FUNNEL.columns} | {
        "stage": stage,
        "left_out": wide["left_out"],
    }
    return told | {"share": 1.0} if n == 1 else told


FUNNEL: Final = Measure(
    name="funnel",
    question="How many of those who begin a journey come to each of its stages, and how soon?",
    unit="walks",
    columns={
        "stage": "the journey's stage",
        "walks": "how many walks came to it, after all stages before it",
        "customers": "of how many customers",
        "share": "of the walks that began",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "step_share": "of the walks that came to the stage before",
        "step_low": "the step share's lower bound (Wilson, 95 %)",
        "step_high": "the step share's upper bound (Wilson, 95 %)",
        "median_gap": "microseconds from the last step in the stage before, median",
        "left_out": "walks not counted, for they began less than the time within which stages count ago; in every row the same",
    },
    counted=counted,
    tell=_tell,
    asks=("within",),
    needs_journey=True,
)
