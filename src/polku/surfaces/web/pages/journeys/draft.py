"""A journey drafted from what has happened: for those who bring a log and have declared nothing yet."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from polku.engine.door import EngineError
from polku.engine.engine import ask
from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.journeys.variants import VARIANTS
from polku.lenses.measure import answer
from polku.surfaces.words.places import place_words
from polku.timeline.vocabulary import CHANNELS

DRAFT: Final = "what-happens"  # asked for by this name, as a template is by its own
Way = tuple[Sequence[str], int]  # the touchpoints of a way in order, and how many walked it
_WAYS: Final = 5000  # the commonest
_MOST: Final = 60  # touchpoints
_NAME: Final = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")  # as journeys and mappings name touchpoints
_STAGES: Final = 4
_USUAL: Final = 0.2  # of those at a touchpoint go there next: it is expected
_HEAD: Final = """\
# Drafted from what has happened: touchpoints in the order in which customers usually come to them first.
# Give the stages their names, each touchpoint its owner, and say what ends a walk (`ends`); then save.
name: what-happens
title: {fi: Mitä tapahtuu, sv: Det som händer, en: What happens}
instance:
  per: customer
stages:
"""


def draft() -> str:
    """The text to begin with; "" where nothing has happened, or the engine does not answer."""
    try:
        found = answer(VARIANTS, Asked(top=_WAYS))
        return drafted([(row["path"], row["walks"]) for row in found.rows], _channels())
    except EngineError:
        return ""


def drafted(ways: Sequence[Way], channels: Mapping[str, str]) -> str:
    """The ways as a journey's YAML: stages of about as many touchpoints each, in their usual order."""
    order = _in_order(ways)
    if not order:
        return ""
    size = -(-len(order) // min(_STAGES, len(order)))
    expected = _expected(ways, order)
    lines = []
    for number, first in enumerate(range(0, len(order), size), 1):
        lines.append(f"  - name: stage-{number}")
        lines.append(
            f"    title: {{fi: Vaihe {number}, sv: Skede {number}, en: Stage {number}}}\n    touchpoints:"
        )
        for name in order[first : first + size]:
            title = json.dumps(place_words(name).capitalize(), ensure_ascii=False)
            lines.append(f"      - name: {json.dumps(name, ensure_ascii=False)}\n        title: {title}")
            lines.append(f'        channel: {channels.get(name, "other")}\n        owner: "?"')
            if expected[name]:
                lines.append(f"        expects: {json.dumps(expected[name], ensure_ascii=False)}")
    return _HEAD + "\n".join(lines) + "\n"


def _in_order(ways: Sequence[Way]) -> list[str]:
    """The touchpoints that most walks came to, by the mean of where in a walk each is first met."""
    walks: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for path, walked in ways:
        for place, name in enumerate(dict.fromkeys(name for name in path if _NAME.fullmatch(name))):
            walks[name] += walked
            places[name] += place * walked
    known = [name for name, _ in walks.most_common(_MOST)]
    return sorted(known, key=lambda name: (places[name] / walks[name], name))


def _expected(ways: Sequence[Way], order: Sequence[str]) -> dict[str, list[str]]:
    """Of each touchpoint those later in the order to which a fifth or more go next: none leads back, so none loops."""
    rank = {name: place for place, name in enumerate(order)}
    there: Counter[str] = Counter()
    went: Counter[tuple[str, str]] = Counter()
    for path, walked in ways:
        for name in set(path):
            there[name] += walked
        for step in set(pairwise(path)):
            went[step] += walked
    return {
        name: [
            other
            for other in order
            if rank[other] > rank[name] and went[name, other] >= _USUAL * there[name] > 0
        ]
        for name in order
    }


def _channels() -> dict[str, str]:
    """By touchpoint, where most of it happened."""
    names = table("name")
    found = table("interaction").group_by("touchpoint", "channel").aggregate(n=lambda t: t.count())
    found = found.join(names.select(touchpoint="code", place="name"), "touchpoint")
    found = found.join(names.select(channel="code", way="name"), "channel").select("place", "way", "n")
    rows = sorted(ask(found).rows.to_pylist(), key=lambda row: (row["n"], row["way"]))
    return {row["place"]: row["way"] for row in rows if row["way"] in CHANNELS}
