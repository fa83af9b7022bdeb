"""Answers as a flow to draw: places, steps and those who leave, each with its words and the address behind it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from polku.lenses.measure import Answer
from polku.surfaces.charts.flow.given import END, MANNERS, START, Flow, Leaving, Place, Step
from polku.surfaces.web.pages.paths import wording
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import places

LABELS: Final = (
    "share",
    "gap",
)  # what stands at a line: the share that goes there, or the usual time between


class Asking(msgspec.Struct, frozen=True):
    """How it is shown: `query` is the question as parameters, `label` one of LABELS."""

    query: str
    label: str
    mapped: bool  # whether any journey is declared: else every touchpoint would be a stranger


def flow_of(visits: Answer, edges: Answer, asking: Asking) -> Flow:
    """Every touchpoint and step; start and end are places too."""
    known = places()
    names = [row["touchpoint"] for row in visits.rows]
    number = {name: at for at, name in enumerate(names)}
    start, end = len(names), len(names) + 1
    drawn = [_place(row, known, asking, visits.n) for row in visits.rows]
    done = sum(row["done"] for row in visits.rows)
    drawn.append(Place(str(wording.START), visits.n, said=wording.starts(visits.n), address=_address("touchpoint", asking), kind=START))  # fmt: skip
    steps = [_step(row, number, known, asking) for row in edges.rows if row["target"] in number]
    steps += [_first(row, start, number, known, asking, visits.n) for row in visits.rows if row["began"]]
    if done:
        drawn.append(Place(str(wording.END), done, said=wording.ends(done), address=_address("end", asking, manner="done"), kind=END))  # fmt: skip
        steps += [_last(row, number, end, known, asking) for row in visits.rows if row["done"]]
    leavings = [
        _leaving(row, manner, number, known, asking)
        for row in visits.rows
        for manner in MANNERS
        if row[manner]
    ]
    return Flow(tuple(drawn), tuple(steps), tuple(leavings))


def _place(row: Mapping[str, Any], known: Mapping[str, Any], asking: Asking, of: int) -> Place:
    name = row["touchpoint"]
    title, strange = wording.capital(place_name(name, known)), asking.mapped and name not in known
    return Place(
        title=title,
        volume=row["walks"],
        line=wording.volume(row["walks"]),
        said=wording.place(title, row, of, strange),
        address=_address("touchpoint", asking, at=name),
        strange=strange,
    )


def _step(
    row: Mapping[str, Any], number: Mapping[str, int], known: Mapping[str, Any], asking: Asking
) -> Step:
    source, target = row["source"], row["target"]
    return Step(
        number[source],
        number[target],
        row["walks"],
        wording.label(row, asking.label),
        wording.step(place_name(source, known), place_name(target, known), row),
        _address("step", asking, source=source, target=target),
    )


def _first(
    row: Mapping[str, Any], start: int, number: Mapping[str, int], known: Mapping[str, Any], asking: Asking, of: int
) -> Step:  # fmt: skip
    name, began = row["touchpoint"], row["began"]
    label = wording.share(began, of) if asking.label == "share" else ""
    said = wording.first(place_name(name, known), began, of)
    return Step(start, number[name], began, label, said, _address("step", asking, source="", target=name))


def _last(
    row: Mapping[str, Any], number: Mapping[str, int], end: int, known: Mapping[str, Any], asking: Asking
) -> Step:  # fmt: skip
    name, done = row["touchpoint"], row["done"]
    label = wording.share(done, row["walks"]) if asking.label == "share" else ""
    said = wording.last(place_name(name, known), done, row["walks"])
    return Step(number[name], end, done, label, said, _address("end", asking, at=name, manner="done"))


def _leaving(
    row: Mapping[str, Any], manner: str, number: Mapping[str, int], known: Mapping[str, Any], asking: Asking
) -> Leaving:  # fmt: skip
    name = row["touchpoint"]
    return Leaving(
        number[name],
        manner,
        row[manner],
        wording.count(row[manner]),
        wording.leaving(place_name(name, known), manner, row[manner], row["walks"]),
        _address("end", asking, at=name, manner=manner),
    )


def _address(kind: str, asking: Asking, **which: str) -> str:
    return f"/paths/{kind}?{'&'.join(part for part in (urlencode(which), asking.query) if part)}"
