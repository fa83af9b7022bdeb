"""What nobody measures at a touchpoint."""

from collections.abc import Sequence
from typing import Any, Final

from polku.lenses.asked import FEWEST

SIDES: Final = ("volume", "time", "rating", "promise", "requirement")
HOW: Final = ("time", "rating", "promise")  # without all of these, nothing is known of how it goes there
_SELDOM: Final = 0.1  # of the encounters: a time that is known of fewer says nothing of the others


def unmeasured(row: dict[str, Any]) -> list[str]:
    """Those of SIDES that are not measured at a touchpoint, from its row as the engine gives it."""
    known = {
        "volume": row["customers"] > 0,
        "time": row["timed"] > 0 and row["timed"] >= _SELDOM * row["encounters"],
        "rating": (row["rated_by"] or 0) >= FEWEST,
        "promise": row["promises"] > 0,
        "requirement": False,  # none can be declared yet
    }
    return [side for side in SIDES if not known[side]]


def is_dark(not_measured: Sequence[str]) -> bool:
    """Whether nothing at all is known of how it goes there."""
    return {*HOW} <= {*not_measured}
