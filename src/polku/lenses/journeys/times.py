"""How long walks stay in each stage, and how long they take from one stage to the next."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.journeys.steps import counted, last_moment, whole_walks, within
from polku.lenses.journeys.times_survival import survival
from polku.lenses.measure import Measure, Told, ask_about, left_out

STAY: Final = "stay"
PASSAGE: Final = "passage"
_TOGETHER: Final = ["customer", "walk"]


def times(asked: Asked) -> ibis.Table:
    """One row per stage (`stay`) and per pair of stages that follow each other (`passage`), in the map's order."""
    found = stays(asked)
    stay = found.group_by("stage").aggregate(
        what=ibis.literal(STAY),
        next_stage=ibis.literal(0, "int32"),
        stays=found.count(),
        open=found.count(where=~found.over),
        customers=found.customer.nunique(),
    )
    stay = stay.left_join(survival(found, "stage"), "stage").drop("stage_right")
    passed = found.filter(found.next_stage > 0)
    passage = passed.group_by("stage", "next_stage").aggregate(
        what=ibis.literal(PASSAGE),
        stays=passed.count(),
        open=ibis.null("int64"),
        customers=passed.customer.nunique(),
        median_time=passed.passing.quantile(0.5).cast("float64"),
        p90_time=passed.passing.quantile(0.9).cast("float64"),
    )
    # Nobody is open of those who passed on: the bounds are those of a median where all is known.
    known = passed.select("stage", "next_stage", length=passed.passing, over=ibis.literal(True))
    bounds = survival(known, "stage", "next_stage").select("stage", "next_stage", "low_time", "high_time")
    passage = passage.left_join(bounds, ["stage", "next_stage"]).drop("stage_right", "next_stage_right")
    names = ("what", "stage", "next_stage", "stays", "open", "customers", "median_time", "low_time", "high_time", "p90_time")  # fmt: skip
    both = stay.select(*names).union(passage.select(*names))
    return both.order_by(ibis.desc("what"), "stage", "next_stage")


def stays(asked: Asked) -> ibis.Table:
    """One row per stay that began in the period: consecutive steps of a walk in one stage.

    `length` runs to the first step in another stage, or to the end of the walk; where neither has come (`over` is
    false), to the last thing that we know happened to anybody. `passing` runs from the stay's last step to the
    first in `next_stage`; 0 is no stage.
    """
    steps = _staged(asked)
    in_order = {"group_by": _TOGETHER, "order_by": "number"}
    steps = steps.mutate(stage_before=steps.stage.lag(1, -1).over(**in_order))
    first = ibis.ifelse(steps.stage == steps.stage_before, 0, 1)
    numbered = steps.mutate(stay=first.sum().over(ibis.cumulative_window(**in_order)).cast("int64"))
    found = numbered.group_by(*_TOGETHER, "stay").aggregate(
        stage=numbered.stage.min(),
        began=numbered.occurred_at.min(),
        last=numbered.occurred_at.max(),
        closed=numbered.closing.cast("int32").max(),
    )
    by_stay = {"group_by": _TOGETHER, "order_by": "stay"}
    found = found.mutate(
        next_stage=found.stage.lead(1, 0).over(**by_stay), went_on=found.began.lead(1, -1).over(**by_stay)
    ).cross_join(last_moment())
    until = ibis.ifelse(
        found.went_on >= 0, found.went_on, ibis.ifelse(found.closed == 1, found["last"], found.latest)
    )
    found = found.mutate(
        length=until - found.began,
        over=(found.went_on >= 0) | (found.closed == 1),
        passing=found.went_on - found["last"],
    )
    return within(found.filter(found.stage > 0), asked, "began")


def _staged(asked: Asked) -> ibis.Table:
    """The walks' steps that are in a stage, each with its number on the map; and the closing one wherever it is."""
    steps = whole_walks(asked)
    stage = ibis.literal(0, "int32")
    names = table("name")
    for number, declared in enumerate(asked.journey.stages if asked.journey else (), 1):
        here = names.name.isin([touchpoint.name for touchpoint in declared.touchpoints])
        stage = ibis.ifelse(here, ibis.literal(number, "int32"), stage)
    known = names.select(touchpoint=names.code, stage=stage)
    found = steps.join(known, "touchpoint")
    return found.filter((found.stage > 0) | found.closing)


def _tell(asked: Asked) -> Told:
    found = ask_about(times, asked)
    names = ["", *(stage.name for stage in (asked.journey.stages if asked.journey else ()))]
    rows = [
        {name: row[name] for name in TIMES.columns}
        | {"stage": names[row["stage"]], "next_stage": names[row["next_stage"]]}
        for row in found.rows.to_pylist()
    ]
    shown = [row for row in rows if row["customers"] >= FEWEST]
    return Told(shown, [found.sql], left_out(len(rows) - len(shown)))


TIMES: Final = Measure(
    name="times",
    question="How long are customers in each stage and between stages?",
    unit="stays",
    columns={
        "stage": "the journey's stage",
        "what": "stay: in a stage, from the first step there to the first step elsewhere; passage: from the last step in a stage to the first in the next",
        "next_stage": "of a passage, the stage they came to next",
        "stays": "how many are counted, those still open among them",
        "open": "how many of these stays are still open: they count for as long as they have lasted (Kaplan–Meier)",
        "customers": "of how many customers",
        "median_time": "microseconds by which half had gone on; none where more than half are still there",
        "low_time": "microseconds, the median's lower bound (95 %)",
        "high_time": "microseconds, the median's upper bound (95 %); none where it is not known yet",
        "p90_time": "microseconds by which nine in ten had gone on",
    },
    counted=counted,
    tell=_tell,
    needs_journey=True,
)
