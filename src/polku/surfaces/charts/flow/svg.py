"""A flow as SVG text. Geometry stands in attributes, looks in classes: no style and no script inside."""

from html import escape

from polku.surfaces.charts.flow.shapes import Drawing, Label, Mark, Shape


def svg(drawing: Drawing, title: str) -> str:
    """The picture; each mark is a link, named by what it says. The first takes the keyboard's focus, arrows the rest."""
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    marks = [_mark(mark, number == 0) for number, mark in enumerate(drawing.marks)]
    words = [_label(label) for mark in drawing.marks for label in mark.labels]
    return "".join(
        [
            f'<svg class="flow" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
            f' aria-label="{escape(title)}">',
            *marks,
            # Words stand above all lines, and apart from the marks: each mark is named by a sentence that says more.
            '<g aria-hidden="true">',
            *words,
            "</g></svg>",
        ]
    )


def _mark(mark: Mark, first: bool) -> str:
    ends = f' data-from="{mark.source}" data-to="{mark.target}"'
    return (
        f'<a class="mark mark-{mark.kind}" href="{escape(mark.address)}" tabindex="{0 if first else -1}"{ends}'
        f' aria-label="{escape(mark.said)}"><title>{escape(mark.said)}</title>'
        f"{''.join(map(_shape, mark.shapes))}{_shape(mark.hit)}</a>"
    )


def _shape(shape: Shape) -> str:
    width = f' stroke-width="{shape.width:g}"' if shape.width else ""
    return f'<path class="{shape.look}" d="{shape.d}"{width}/>'


def _label(label: Label) -> str:
    return f'<text class="{label.look}" x="{label.x:g}" y="{label.y:g}" text-anchor="middle">{escape(label.text)}</text>'
