"""The map as it is drawn, and as it is listed: one line for each touchpoint, stage by stage."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

import msgspec
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from polku.lenses.asked import FEWEST
from polku.lenses.measure import Rows
from polku.surfaces.charts.map.given import Arrow, Card, Column, Given
from polku.surfaces.web.pages.map.asking import Found
from polku.surfaces.web.pages.map.changes import Row
from polku.surfaces.web.pages.map.said import Said
from polku.surfaces.web.pages.map.said import said as in_words
from polku.surfaces.words.amounts import number_words, percent_words
from polku.surfaces.words.places import channel_words, owner_words
from polku.timeline.vocabulary import CHANNELS
from polku.touchpoints.journeys.journey import Journey, said

SHARES: Final = (5, 10, 15, 20, 30, 40, 50, 70, 100)  # percent, to choose from
# percent of those at a touchpoint who go on along an arrow, until the reader says otherwise
LEAST_ARROW: Final = 30


class Line(msgspec.Struct, frozen=True):
    """A touchpoint: its row, its words, where its own page is."""

    title: str
    stage: str
    channel: str
    owner: str
    address: str
    row: Row
    said: Said


class Stage(msgspec.Struct, frozen=True):
    """A stage and its touchpoints."""

    title: str
    lines: list[Line]


def least_share(given: QueryDict) -> int:
    """From which share on arrows are drawn, in percent; what is no such number is passed over."""
    text = given.get("arrows", "")
    return min(int(text), 100) if text.isascii() and text.isdigit() and len(text) < 4 else LEAST_ARROW


def stages(journey: Journey, found: Found, query: str) -> list[Stage]:
    """The journey's stages in the reader's language, with what was found there."""
    language = (get_language() or "")[:2]
    rows = found.by_name
    full = full_share(found.rows)
    shown = []
    for stage in journey.stages:
        title = said(stage.title, language)
        lines = [
            Line(
                said(one.title, language), title, channel_words(one.channel), owner_words(one.owner),
                address_of(one.name, query), rows[one.name],
                in_words(rows[one.name], found.before.get(one.name), full, found.young),
            )
            for one in stage.touchpoints
        ]  # fmt: skip
        shown.append(Stage(title, lines))
    return shown


def address_of(touchpoint: str, query: str) -> str:
    """A touchpoint's own page, with the same question."""
    return f"/map/touchpoints/{quote(touchpoint, safe='')}" + (f"?{query}" if query else "")


def full_share(rows: Rows) -> float:
    """What fills the bars of exits: a little more than the largest share, so that small ones can be told apart."""
    shares: list[float] = [row["left_share"] for row in rows if row["left_share"] is not None]
    return max(0.1, *shares, 0.1) * 1.25


def drawn(journey: Journey, found: Found, shown: Sequence[Stage], least: int) -> Given:
    """The picture of it; arrows from `least` percent on."""
    lanes = [channel for channel in CHANNELS if any(one.channel == channel for one in journey.touchpoints)]
    numbers = {one.name: number for number, one in enumerate(journey.touchpoints)}
    cards = [
        _card(line, stage, lanes.index(line.row["channel"]))
        for stage, part in enumerate(shown)
        for line in part.lines
    ]
    return Given(
        columns=[Column(part.title, _exits(part)) for part in shown],
        lanes=[channel_words(lane) for lane in lanes],
        cards=cards,
        arrows=_arrows(found.edges, numbers, cards, least),
        leaving=[(n, one.row["left_share"]) for n, one in enumerate(_lines(shown)) if one.row["left"]],
    )


def _card(line: Line, stage: int, lane: int) -> Card:
    told = line.said
    alarm = [_("NOT MEASURED")] if told.look == "dark" else []
    label = "; ".join([*alarm, told.label])
    return Card(
        name=line.row["touchpoint"], address=line.address, label=f"{line.title}, {line.owner}: {label}",
        title=line.title, owner=line.owner, stage=stage, lane=lane, look=told.look, volume=told.volume,
        kept=told.kept, alarm=alarm, felt=told.felt,
        felt_missing=told.felt_words if told.look == "told" else "", left=told.left,
    )  # fmt: skip


def _lines(shown: Sequence[Stage]) -> list[Line]:
    return [line for part in shown for line in part.lines]


def _exits(part: Stage) -> list[str]:
    left = sum(line.row["left"] or 0 for line in part.lines)
    if not left:
        return []
    counted = ngettext("%(n)s walk left here", "%(n)s walks left here", left) % {"n": number_words(left)}
    return [f"↓ {counted}", f"↓ {number_words(left)}"]


def _arrows(edges: Rows, numbers: dict[str, int], cards: Sequence[Card], least: int) -> list[Arrow]:
    """Who goes on where, where FEWEST customers or more did."""
    return [
        Arrow(
            numbers[edge["source"]], numbers[edge["target"]], edge["share"], _way_words(edge, numbers, cards)
        )
        for edge in edges
        if edge["source"] != edge["target"] and 100 * edge["share"] >= least and edge["customers"] >= FEWEST
    ]


def _way_words(edge: Row, numbers: dict[str, int], cards: Sequence[Card]) -> str:
    return _("%(share)s of those at %(source)s go on to %(target)s") % {
        "share": percent_words(edge["share"]),
        "source": cards[numbers[edge["source"]]].title,
        "target": cards[numbers[edge["target"]]].title,
    }
