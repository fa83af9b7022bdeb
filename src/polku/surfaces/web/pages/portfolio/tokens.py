"""The design tokens as the style sheet has them, and the contrast of what is read on what.

Contrast is WCAG 2.2's ratio of relative luminances (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), 1 to 21.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

SHEET: Final = Path(__file__).parents[2] / "static" / "polku" / "tokens.css"
_COLOUR: Final = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
_SIZE: Final = re.compile(r"--((?:size|step)[\w-]*): ([\d.]+)rem;")
_ROOT_PIXELS: Final = 16

READING: Final = 7.0  # what is read
SECONDARY: Final = 4.5  # what stands beside it
SHAPES: Final = 3.0  # edges of controls, signs, lines of pictures

GROUNDS: Final = ("ground", "surface", "sunken", "accent-wash", "below-wash", "above-wash", "wait-wash")
# what is drawn → on what, and how much of a contrast it needs
NEEDS: Final[tuple[tuple[str, tuple[str, ...], float], ...]] = (
    ("text", GROUNDS, READING),
    ("text-quiet", GROUNDS, SECONDARY),
    ("accent", ("ground", "surface", "sunken", "accent-wash", "below-wash", "wait-wash"), READING),
    ("accent-strong", ("ground", "surface", "sunken", "accent-wash"), READING),
    ("on-accent", ("accent", "accent-strong"), READING),
    ("below-text", ("ground", "surface", "below-wash"), READING),
    ("above-text", ("ground", "surface", "above-wash"), READING),
    ("wait", ("ground", "surface", "wait-wash"), READING),
    ("below", ("ground", "surface", "below-wash"), SHAPES),
    ("within", ("ground", "surface"), SHAPES),
    ("above", ("ground", "surface", "above-wash"), SHAPES),
    ("line-strong", ("ground", "surface"), SHAPES),
    ("focus", ("ground", "surface", "sunken", "accent-wash"), SHAPES),
)


class Colour(msgspec.Struct, frozen=True):
    """One token in both themes, as #rrggbb."""

    name: str
    light: str
    dark: str


class Pair(msgspec.Struct, frozen=True):
    """One colour on another: the worse of its two contrasts, and what it needs."""

    name: str
    ground: str
    light: float
    dark: float
    needed: float

    @property
    def holds(self) -> bool:
        return min(self.light, self.dark) >= self.needed


class Size(msgspec.Struct, frozen=True):
    """A step of a scale in CSS pixels."""

    name: str
    pixels: float


@cache
def colours() -> dict[str, Colour]:
    """Every colour by its name, in the sheet's order."""
    return {name: Colour(name, light, dark) for name, light, dark in _COLOUR.findall(_sheet())}


def sizes(scale: str) -> list[Size]:
    """The steps of `size` (type) or `step` (distance)."""
    found = [Size(name, float(rem) * _ROOT_PIXELS) for name, rem in _SIZE.findall(_sheet())]
    return sorted((one for one in found if one.name.startswith(scale)), key=lambda one: one.pixels)


def pairs() -> list[Pair]:
    """Every colour on every ground that it is drawn on."""
    known = colours()
    return [
        Pair(
            name,
            ground,
            contrast(known[name].light, known[ground].light),
            contrast(known[name].dark, known[ground].dark),
            needed,
        )
        for name, grounds, needed in NEEDS
        for ground in grounds
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as #rrggbb."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _sheet() -> str:
    return SHEET.read_text("utf-8")
