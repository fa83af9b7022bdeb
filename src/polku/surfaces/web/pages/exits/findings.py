"""The reasons as lines to read: a sentence, a picture on a line of its own kind, and whom it is about."""

from collections.abc import Callable, Sequence
from math import log
from typing import Any, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.surfaces.words.amounts import number_words

_RATIOS: Final = (
    "odds ratio",
    "lift",
)  # drawn on a line of ratios, where twice and half are as far from once
_WIDEST: Final = 64.0  # a ratio's line goes no further


class Finding(msgspec.Struct, frozen=True):
    """One reason. The picture's values are already on its line from `start` to `end`, held against `against`."""

    feature: str
    level: str
    sentence: str
    q: float | None
    value: float
    low: float
    high: float
    start: float
    end: float
    against: float | None

    @property
    def q_said(self) -> str:
        """To two decimals, or that it is below what they can say."""
        if self.q is None:
            return ""
        return f"< {number_words(0.01, 2)}" if self.q < 0.01 else number_words(self.q, 2)


class Findings(msgspec.Struct, frozen=True):
    """The reasons found in one way, with what that way is."""

    manner: str
    title: str | Promise
    explained: str | Promise
    lines: list[Finding]


_GROUPS: Final = (
    (
        "difference",
        _("What differs"),
        _("Those who left here beside those who went on, one thing at a time. The dashed line is no difference."),
    ),
    (
        "adjusted",
        _("What still differs when the rest is held equal"),
        _("The same things in one model, so that each is compared among customers alike in the others. The dashed line is odds alike."),
    ),
    (
        "subgroup",
        _("Who leaves here more often than others"),
        _("Two things together, where more leave than either alone explains. The dashed line is the share of all who were here."),
    ),
    (
        "stated",
        _("What they said themselves"),
        _("In their own words, sorted. Few say why, and those who do are not like those who don't."),
    ),
)  # fmt: skip


def findings(rows: Sequence[dict[str, Any]]) -> list[Findings]:
    """The groups that have any, in the order in which they are read."""
    return [
        Findings(manner, title, explained, found)
        for manner, title, explained in _GROUPS
        if (found := _drawn([row for row in rows if row["manner"] == manner]))
    ]


def _drawn(rows: list[dict[str, Any]]) -> list[Finding]:
    """Each on the line that its unit shares with the others of the group."""
    widest = {
        unit: _reach([row for row in rows if row["unit"] == unit]) for unit in {row["unit"] for row in rows}
    }
    return [_finding(row, widest[row["unit"]]) for row in rows]


def _finding(row: dict[str, Any], reach: float) -> Finding:
    placed = _placing(row)
    stated = row["manner"] == "stated"
    return Finding(
        feature=row["feature"],
        level=row["level"],
        sentence=row["sentence"],
        q=row["q"],
        value=placed(row["effect"]),
        low=placed(row["low"]),
        high=placed(row["high"]),
        start=0.0 if stated else -reach,
        end=reach,
        against=None if stated else 0.0,
    )


def _reach(rows: list[dict[str, Any]]) -> float:
    """How far the line goes to both sides."""
    return max(abs(_placing(row)(row[name])) for row in rows for name in ("effect", "low", "high")) or 1.0


def _placing(row: dict[str, Any]) -> Callable[[float], float]:
    return _log if row["unit"] in _RATIOS else float


def _log(ratio: float) -> float:
    """Where a ratio stands: 1 at zero, no further than WIDEST to either side."""
    return log(min(max(ratio, 1 / _WIDEST), _WIDEST))
