"""The touchpoints of a journey: who was there, how long it took, how it felt, who left, what was promised."""

from typing import Any, Final

import ibis
from django.utils.translation import ngettext
from scipy.special import stdtrit

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.journeys.steps import counted
from polku.lenses.map.left import left
from polku.lenses.map.met import met
from polku.lenses.map.promised import promised
from polku.lenses.map.there import felt, there
from polku.lenses.map.unmeasured import unmeasured
from polku.lenses.measure import Measure, Rows, Told, ask_about
from polku.touchpoints.journeys.places import places

_TIMES: Final = ("time", "response", "wait")
_COUNTS: Final = (
    "encounters", "timed", "times", "time_of", "responses", "response_of", "waits", "wait_of", "ratings", "rated_by",
    "promises", "promised_to", "due", "late", "left",
)  # fmt: skip
_NOBODY: Final = {"walks": 0, "customers": 0, "interactions": 0} | dict.fromkeys(_COUNTS, 0)


def touchpoints(asked: Asked) -> ibis.Table:
    """One row per touchpoint at which anybody was, by its name, with the columns of all the parts."""
    found = table("name").rename(touchpoint="code").inner_join(there(asked), "touchpoint")
    for part in (met(asked), felt(asked), promised(asked), left(asked)):
        found = found.left_join(part, "touchpoint", rname="{name}_again").drop("touchpoint_again")
    found = found.mutate(**{name: ibis.coalesce(found[name], 0) for name in _COUNTS})
    due = found.due.nullif(0)
    return found.mutate(
        rated_share=found.raters / found.customers.cast("float64"),
        left_share=found.left / found.walks.cast("float64"),
        left_low=wilson.low(found.left, found.walks),
        left_high=wilson.high(found.left, found.walks),
        late_share=found.late / due.cast("float64"),
        late_low=wilson.low(found.late, due),
        late_high=wilson.high(found.late, due),
    ).order_by("name")  # fmt: skip


def _tell(asked: Asked) -> Told:
    """The journey's touchpoints in its order, nobody there or not; then those that no journey knows."""
    found = ask_about(touchpoints, asked)
    happened = {row["name"]: row for row in found.rows.to_pylist()}
    rows = []
    for stage in asked.journey.stages if asked.journey else ():
        for one in stage.touchpoints:
            place = {"touchpoint": one.name, "stage": stage.name, "channel": one.channel, "owner": one.owner}
            rows.append(_row(place | {"on_map": "yes"}, happened.pop(one.name, _NOBODY)))
    known = places()
    strangers = [row for name, row in happened.items() if name not in known]
    strangers.sort(key=lambda row: (-row["walks"], row["name"]))
    nowhere = {"stage": "", "channel": "", "owner": "", "on_map": "no"}
    rows += [_row({"touchpoint": row["name"], **nowhere}, row) for row in strangers]
    return Told(rows, [found.sql], _note(rows))


def _row(place: dict[str, str], found: dict[str, Any]) -> dict[str, Any]:
    """The measure's columns; of fewer than FEWEST customers, only that they were few."""
    if not 0 < found["customers"] < FEWEST:
        there = (
            found
            | _felt(found)
            | _times(found)
            | _promised(found)
            | {"not_measured": ", ".join(unmeasured(found))}
        )
        state = "told" if found["customers"] else "none"
    else:
        there, state = {}, "few"
    told = place | {"state": state}
    return {name: told[name] if name in told else there.get(name) for name in TOUCHPOINTS.columns}


def _felt(found: dict[str, Any]) -> dict[str, Any]:
    """The mean with its interval (Student's t over customers); nothing of what fewer than FEWEST felt."""
    if found["rated_by"] < FEWEST:
        return dict.fromkeys(("felt", "felt_low", "felt_high"))
    half = float(stdtrit(found["rated_by"] - 1, 0.975)) * found["felt_error"]
    mean = found["felt"]
    return {"felt": mean, "felt_low": max(0.0, mean - half), "felt_high": min(1.0, mean + half)}


def _times(found: dict[str, Any]) -> dict[str, Any]:
    """No time of which fewer than FEWEST customers know."""
    untold = [name for name in _TIMES if found[f"{name}_of"] < FEWEST]
    return {f"{which}_{name}": None for name in untold for which in ("median", "p90")}


def _promised(found: dict[str, Any]) -> dict[str, Any]:
    """How late promises were is told where FEWEST customers were promised something."""
    if found["promised_to"] >= FEWEST:
        return {}
    return dict.fromkeys(("late", "late_share", "late_low", "late_high"))


def _note(rows: Rows) -> str:
    few = sum(row["state"] == "few" for row in rows)
    if not few:
        return ""
    return ngettext(
        "Of %(n)d touchpoint no figures are told: fewer than %(fewest)d customers were there.",
        "Of %(n)d touchpoints no figures are told: fewer than %(fewest)d customers were there.",
        few,
    ) % {"n": few, "fewest": FEWEST}


TOUCHPOINTS: Final = Measure(
    name="touchpoints",
    question="What happens at each touchpoint of a journey, how does it go there, and what is not measured?",
    unit="touchpoints",
    columns={
        "touchpoint": "the place, by its name",
        "stage": "the journey's stage that it is in; empty: the map does not know it",
        "channel": "its channel on the map",
        "owner": "the team or partner that answers for it",
        "on_map": "yes: it is declared; no: it happens, and no journey declares it",
        "state": "told; few: fewer than 5 customers were there, so nothing more is told; none: nobody was there",
        "walks": "how many walks were there",
        "customers": "of how many customers",
        "interactions": "how much was done there, by either side",
        "encounters": "how many encounters began there",
        "median_time": "microseconds from an encounter's first interaction to its end, median",
        "p90_time": "microseconds from an encounter's first interaction to its end, 90th percentile",
        "times": "of how many encounters that time is known",
        "median_response": "microseconds from the first question to our first answer, median",
        "p90_response": "microseconds from the first question to our first answer, 90th percentile",
        "responses": "of how many encounters that time is known",
        "median_wait": "microseconds that the customer waited for us in an encounter, all waits together, median",
        "p90_wait": "microseconds that the customer waited for us in an encounter, 90th percentile",
        "waits": "of how many encounters with such a wait",
        "felt": "mean of the ratings of it, 0 the worst of their scale and 1 the best",
        "felt_low": "the mean's lower bound (95 %)",
        "felt_high": "the mean's upper bound (95 %)",
        "ratings": "how many ratings that is of",
        "rated_share": "of the customers who were there, the share that rated it",
        "left": "how many walks ended there without coming to the journey's end",
        "left_share": "of the walks that were there",
        "left_low": "that share's lower bound (Wilson, 95 %)",
        "left_high": "that share's upper bound (Wilson, 95 %)",
        "promises": "how many promises were made there",
        "due": "how many of them came due",
        "late": "how many of those were done after their original date, or are not done",
        "late_share": "of those that came due",
        "late_low": "that share's lower bound (Wilson, 95 %)",
        "late_high": "that share's upper bound (Wilson, 95 %)",
        "not_measured": "which of volume, time, rating, promise, requirement nobody measures there",
    },
    counted=counted,
    tell=_tell,
    needs_journey=True,
)  # fmt: skip
