"""The whole map as SVG text. Geometry stands in attributes, looks in classes: no style and no script inside."""

from html import escape

from polku.surfaces.charts.map.card import card
from polku.surfaces.charts.map.given import Given
from polku.surfaces.charts.map.layout import FOOT, HEAD, WIDTH, Layout, laid_out, shortened
from polku.surfaces.charts.map.ways import way, way_out, weight
from polku.surfaces.charts.timeline.letters import first_fitting


def svg(given: Given, title: str) -> str:
    """The picture: bands, then lines, then the cards over them, stage by stage."""
    laid = laid_out(given)
    look = "journey-map map-tall" if better_upright(laid.width, laid.height) else "journey-map"
    parts = [
        f'<svg class="{look}" viewBox="0 0 {laid.width} {laid.height}" width="{laid.width}" height="{laid.height}"'
        f' role="group" aria-label="{escape(title)}">{_HATCHING}<g aria-hidden="true">',
        *_bands(laid),
        *_stages(given, laid),
        *_ways_out(given, laid),
        *_arrows(given, laid),
        "</g>",
        *(card(one, box) for one, box in zip(given.cards, laid.boxes, strict=True)),
        "</svg>",
    ]
    return "".join(parts)


def better_upright(width: int, height: int) -> bool:
    """Whether the picture comes out larger on an upright A4 sheet than on one that lies; millimetres left for it."""
    return min(194 / width, 236 / height) > min(281 / width, 158 / height)


_HATCHING = (
    '<defs><pattern id="map-hatching" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="map-stroke" d="M0 0V7"/></pattern></defs>'
)


def _bands(laid: Layout) -> list[str]:
    return [
        f'<path class="map-band" d="M0 {lane.bottom + 9.5}H{laid.width}"/>'
        f'<text class="map-lane" x="0" y="{lane.top + 17}">{escape(lane.name)}</text>'
        for lane in laid.lanes
    ]


def _stages(given: Given, laid: Layout) -> list[str]:
    """Their names above, and below the frame who left in them."""
    parts = []
    for column, left in zip(given.columns, laid.lefts, strict=True):
        title = shortened(column.title, 15, WIDTH)
        exits = first_fitting(list(column.exits), 11, WIDTH)
        parts.append(f'<text class="map-stage" x="{left}" y="{HEAD - 14}">{escape(title)}</text>')
        if exits:
            parts.append(f'<text class="map-exits" x="{left}" y="{laid.height - 5}">{escape(exits)}</text>')
    parts.append(
        f'<path class="map-frame" d="M0 {HEAD - 6}H{laid.width}M0 {laid.height - FOOT + 8}H{laid.width}"/>'
    )
    return parts


def _ways_out(given: Given, laid: Layout) -> list[str]:
    parts, tracks = [], dict.fromkeys(range(len(given.columns)), 0)
    for number, share in given.leaving:
        stage = given.cards[number].stage
        line, head = way_out(laid.boxes[number], tracks[stage], laid.height - 14)
        tracks[stage] += 1
        parts.append(
            f'<path class="map-out map-{weight(share * 3)}" d="{line}"/><path class="map-out-head" d="{head}"/>'
        )
    return parts


def _arrows(given: Given, laid: Layout) -> list[str]:
    parts = []
    for arrow in given.arrows:
        source, target = laid.boxes[arrow.source], laid.boxes[arrow.target]
        line, head = way(source, target)
        back = " map-back" if target.left < source.left else ""
        parts.append(
            f'<g class="map-arrow{back}"><title>{escape(arrow.label)}</title><path class="map-line map-{weight(arrow.share)}"'
            f' d="{line}"/><path class="map-head" d="{head}"/></g>'
        )
    return parts
