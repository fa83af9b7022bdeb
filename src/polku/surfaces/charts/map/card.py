"""One card as SVG: name, owner; volume and time; what was felt and who left; kept or not; or that nothing is measured."""

from html import escape
from typing import Final

from polku.surfaces.charts.map.given import Bar, Card
from polku.surfaces.charts.map.layout import EDGE, INNER, TITLE_LINE, TITLE_SIZE, WIDTH, Box, shortened
from polku.surfaces.charts.timeline.letters import first_fitting, width_of

_TEXT: Final = 11
_HALF: Final = (INNER - 8) // 2
_LINES: Final = (17, 30, 46, 61, 85)  # baselines; those below the title lie lower where it takes two lines
_BARS: Final = 69
_SIGNS: Final = {"below": "▾ ", "above": "▴ "}  # colour never speaks alone


def card(one: Card, box: Box) -> str:
    """The card as a link, named by its label; its words stand over it, for the eye alone."""
    low = Box(box.left, box.top + (len(box.title) - 1) * TITLE_LINE, box.title[:1])
    parts = [
        f'<a class="map-card map-{one.look}" href="{escape(one.address)}" aria-label="{escape(one.label)}">',
        f'<rect class="map-box" x="{box.left}" y="{box.top}" width="{WIDTH}" height="{box.height}" rx="6"/></a>',
        f'<g class="map-words map-{one.look}" aria-hidden="true">',
        *(
            _text(_title_look(line), line, box, _LINES[0] + n * TITLE_LINE)
            for n, line in enumerate(box.title)
        ),
        _text("owner", shortened(one.owner, _TEXT, INNER), low, _LINES[1]),
        *(_alarm(one, low) if one.alarm else _figures(one, low)),
        "</g>",
    ]
    return "".join(parts)


def _title_look(line: str) -> str:
    return "title" if width_of(line, TITLE_SIZE) <= INNER else "title map-tight"


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
    words = escape(shortened(_SIGNS.get(bar.look, "") + bar.words, _TEXT, _HALF))
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
