"""The map laid beside what happened: plain values in, rows out."""

from math import sqrt
from typing import Any

from polku.lenses.wilson import Z
from polku.touchpoints.journeys.journey import Journey


def declared_rows(journey: Journey, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of what is real and not declared, most walks first, then of what is declared and never happens.

    `told`: rows with what (touchpoint, step, all), source, target, walks, customers. A step is unexpected where
    the map says what should come next, and it is not among that; where it says nothing, nothing is unexpected.
    """
    counts = {(row["what"], row["source"], row["target"]): row for row in told}
    whole = counts.get(("all", "", ""), {"walks": 0})["walks"]
    known = {touchpoint.name: touchpoint.expects for touchpoint in journey.touchpoints}
    at = {name: counts.get(("touchpoint", name, ""), {"walks": 0})["walks"] for name in known}
    real = [
        _row("real", row, whole if what == "touchpoint" else at[source])
        for (what, source, target), row in counts.items()
        if (what == "touchpoint" and source not in known)
        or (what == "step" and known[source] and target not in known[source])
    ]
    missing = [
        _row("declared", {"what": "touchpoint", "source": name, "target": ""}, whole)
        for name in known
        if not at[name]
    ] + [
        _row("declared", {"what": "step", "source": name, "target": target}, at[name])
        for name, expected in known.items()
        for target in expected
        if target != name and ("step", name, target) not in counts
    ]
    real.sort(key=lambda row: (-row["walks"], row["what"], row["source"], row["target"]))
    return real + missing


def _row(side: str, row: dict[str, Any], of: int) -> dict[str, Any]:
    walks = row.get("walks", 0)
    low, high = _wilson(walks, of) if of else (None, None)
    return {
        "source": row["source"], "target": row["target"], "side": side, "what": row["what"], "walks": walks, "of": of,
        "share": walks / of if of else None, "low": low, "high": high, "customers": row.get("customers", 0),
    }  # fmt: skip


def _wilson(part: int, whole: int) -> tuple[float, float]:
    centre = (part + Z * Z / 2) / (whole + Z * Z)
    half = Z / (whole + Z * Z) * sqrt(part * (whole - part) / whole + Z * Z / 4)
    # Of none and of all, the bound is 0 or 1 itself, but for the last digit.
    return max(centre - half, 0.0) if part else 0.0, min(centre + half, 1.0) if part < whole else 1.0
