"""One card as SVG: name, owner; volume and time; what was felt and who left; kept or not; or that nothing is measured."""

from html import escape
from typing import Final

from polku.surfaces.charts.map.given import Bar, Card
from polku.surfaces.charts.map.layout import HEIGHT, WIDTH, Box
from polku.surfaces.charts.timeline.letters import first_fitting, width_of

EDGE: Final = 9
INNER: Final = WIDTH - 2 * EDGE
_TITLE, _TEXT = 13, 11
_HALF: Final = (INNER - 8) // 2
_LINES: Final = (17, 30, 46, 61, 85)  # baselines
_BARS: Final = 69


def card(one: Card, box: Box) -> str:
    """The card as a link, named by its label; its words stand over it, for the eye alone."""
    parts = [
        f'<a class="map-card map-{one.look}" href="{escape(one.address)}" aria-label="{escape(one.label)}">',
        f'<rect class="map-box" x="{box.left}" y="{box.top}" width="{WIDTH}" height="{HEIGHT}" rx="6"/></a>',
        f'<g class="map-words map-{one.look}" aria-hidden="true">',
        _text("title", shortened(one.title, _TITLE, INNER), box, _LINES[0]),
        _text("owner", shortened(one.owner, _TEXT, INNER), box, _LINES[1]),
        *(_alarm(one, box) if one.alarm else _figures(one, box)),
        "</g>",
    ]
    return "".join(parts)


def shortened(text: str, size: float, room: float) -> str:
    """As much of the words as fits, with an ellipsis where some had to go."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _figures(one: Card, box: Box) -> list[str]:
    return [
        _text("volume", _fitting(one.volume), box, _LINES[2]),
        _bar(one.felt, "felt", box, 0) if one.felt else _text("missing", one.felt_missing, box, _LINES[3]),
        _bar(one.left, "left", box, _HALF + 8) if one.left else "",
        _text("kept", _fitting(one.kept), box, _LINES[4]),
    ]


def _alarm(one: Card, box: Box) -> list[str]:
    """Hatched, and said large."""
    top = box.top + _LINES[2] + 5
    return [
        _text("volume", _fitting(one.volume), box, _LINES[2]),
        f'<rect class="map-hatch" x="{box.left + 4}" y="{top}" width="{WIDTH - 8}" height="{box.bottom - top - 4}" rx="3"/>',
        f'<text class="map-alarm" x="{box.left + WIDTH // 2}" y="{box.top + 76}" text-anchor="middle">'
        f"{escape(first_fitting(list(one.alarm), 15, INNER))}</text>",
    ]


def _bar(bar: Bar, which: str, box: Box, right: int) -> str:
    """The figure's words, and below them its interval; each takes half a card."""
    x = box.left + EDGE + right
    look = f" map-{bar.look}" if bar.look else ""
    words = escape(shortened(bar.words, _TEXT, _HALF))
    text = f'<text class="map-figure map-{which}{look}" x="{x}" y="{box.top + _LINES[3]}">{words}</text>'
    return text + _interval(bar, x, box.top + _BARS)


def _interval(bar: Bar, x: int, y: int) -> str:
    low, high, value = (round(x + part * _HALF, 1) for part in (bar.low, bar.high, bar.value))
    return (
        f'<path class="map-axis" d="M{x} {y}h{_HALF}"/><path class="map-sure" d="M{low} {y}H{high}"/>'
        f'<path class="map-value" d="M{value} {y - 4}v8"/>'
    )


def _fitting(wordings: object) -> str:
    return first_fitting(list(wordings), _TEXT, INNER) if isinstance(wordings, (list, tuple)) else ""


def _text(look: str, text: str, box: Box, y: int) -> str:
    if not text:
        return ""
    return f'<text class="map-{look}" x="{box.left + EDGE}" y="{box.top + y}">{escape(text)}</text>'
