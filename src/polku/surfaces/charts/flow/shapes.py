"""What a flow is made of: marks with their shapes and words, each with its place. Units are pixels."""

import msgspec

SIZES = {"title": 13, "line": 12, "label": 12, "leaves": 12}


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A path as SVG writes it, and its class; `width` of its line, 0 for what the class says."""

    look: str
    d: str
    width: float = 0.0


class Label(msgspec.Struct, frozen=True, gc=False):
    """Words on one line, around `x`; `y` is their baseline."""

    look: str
    text: str
    x: float
    y: float


class Mark(msgspec.Struct, frozen=True):
    """What can be pointed at and walked to; `hit` is what the pointer takes, `source` and `target` its places."""

    kind: str  # place, step, leaving
    said: str
    address: str
    source: int
    target: int
    hit: Shape
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...] = ()


class Drawing(msgspec.Struct, frozen=True):
    """The whole picture: marks as one reads them, place by place from above, each with what goes out from it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
