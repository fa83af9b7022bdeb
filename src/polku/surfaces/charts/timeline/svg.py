"""A drawing as SVG text. Geometry stands in attributes, looks in classes: no style and no script inside."""

from collections.abc import Callable
from html import escape

from polku.surfaces.charts.timeline.shapes import Drawing, Label, Mark, Shape

Named = Callable[[Mark], tuple[str, str]]  # of a mark: its address, and the ids of the lines that say it


def svg(drawing: Drawing, look: str, title: str, named: Named) -> str:
    """The picture; each mark is a link, named by its lines, and in the order of time."""
    parts = [
        f'<svg class="timeline {look}" viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}"'
        f' height="{drawing.height}" role="group" aria-label="{escape(title)}">',
        *map(_shape, drawing.lines),
    ]
    last = len(drawing.marks) - 1
    parts += [_mark(mark, look, named, number == last) for number, mark in enumerate(drawing.marks)]
    # Words stand apart from the marks that they belong to: each mark is named by its lines, which say more.
    return "".join([*parts, '<g aria-hidden="true">', *map(_label, drawing.words), "</g></svg>"])


def _shape(shape: Shape) -> str:
    return f'<path class="{shape.look}" d="{shape.d}"/>'


def _label(label: Label) -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'<text class="{label.look}" x="{label.x}" y="{label.y}"{anchor}>{escape(label.text)}</text>'


def _mark(mark: Mark, look: str, named: Named, first_stop: bool) -> str:
    address, lines = named(mark)
    # A handover's line lies under the marks already; here it only takes the pointer and the focus.
    shapes = "" if mark.kind == "handovers" else "".join(map(_shape, mark.shapes))
    return (
        f'<a id="{look}-{mark.kind}-{mark.moment}-{mark.members[0]}" class="mark mark-{mark.kind}" href="{escape(address)}"'
        f' tabindex="{0 if first_stop else -1}" aria-labelledby="{lines}">{_hit(mark)}{shapes}</a>'
    )


def _hit(mark: Mark) -> str:
    """What the pointer and the focus take: a little more than what is seen, of a line the line itself."""
    if mark.kind == "handovers":
        return f'<path class="hit" d="{mark.shapes[0].d}"/>'
    return (
        f'<rect class="hit" x="{round(mark.left - 1, 1)}" y="{mark.top - 2}" width="{mark.width + 2:g}"'
        f' height="{mark.height + 4:g}" rx="3"/>'
    )
