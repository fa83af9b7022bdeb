"""Whether a figure differs from the period before: told only where the difference's interval excludes zero."""

from math import hypot
from typing import Any

import msgspec

Row = dict[str, Any]


class Change(msgspec.Struct, frozen=True):
    """How much a figure grew, with its interval (95 %); `look` is below where it got worse, above where better, else ""."""

    before: float
    grown: float
    low: float
    high: float
    look: str


def left_change(now: Row, before: Row | None, young: bool) -> Change | None:
    """Of the share that left. Of a `young` period some have left who are not known to: fewer is not told as better."""
    change = share_change("left", now, before)
    if change and change.look == "above" and young:
        return msgspec.structs.replace(change, look="")
    return change


def share_change(which: str, now: Row, before: Row | None) -> Change | None:
    """Of the share that left or was late: more of it is worse. None where either period has none."""
    if before is None or now[f"{which}_share"] is None or before[f"{which}_share"] is None:
        return None
    p, q = now[f"{which}_share"], before[f"{which}_share"]
    low = hypot(p - now[f"{which}_low"], before[f"{which}_high"] - q)
    high = hypot(now[f"{which}_high"] - p, q - before[f"{which}_low"])
    return _change(q, p - q, low, high, more_is_worse=True)


def felt_change(now: Row, before: Row | None) -> Change | None:
    """Of the mean rating: more of it is better."""
    if before is None or now["felt"] is None or before["felt"] is None:
        return None
    half = hypot(now["felt_high"] - now["felt"], before["felt_high"] - before["felt"])
    return _change(before["felt"], now["felt"] - before["felt"], half, half, more_is_worse=False)


def _change(before: float, grown: float, low: float, high: float, *, more_is_worse: bool) -> Change:
    """Newcombe's interval: the distances of the single intervals put together (methods.md §1.4)."""
    sure = grown - low > 0 or grown + high < 0
    look = ("below" if (grown > 0) == more_is_worse else "above") if sure else ""
    return Change(before, grown, grown - low, grown + high, look)
