"""How wide words come out: from above, for the widest of the system fonts (DejaVu Sans), so that nothing touches."""

from functools import lru_cache
from typing import Final

_NARROW: Final = dict.fromkeys("iljI|.,:;'! ()[]", 0.4) | dict.fromkeys("frt", 0.42)
_WIDE: Final = dict.fromkeys("mwMW%…→—", 1.0) | dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÄÖÅ", 0.79)
_SHARES: Final = _NARROW | _WIDE
_LETTER: Final = 0.65  # the share of the size that any other letter takes


@lru_cache(8192)
def width_of(text: str, size: float) -> float:
    """Pixels that the words take at most."""
    shares = _SHARES
    return round(sum(shares.get(letter, _LETTER) for letter in text) * size, 1)


def first_fitting(texts: tuple[str, ...] | list[str], size: float, room: float) -> str:
    """The first of the wordings that fits into `room` pixels; "" where none does."""
    return next((text for text in texts if width_of(text, size) <= room), "")
