"""A touchpoint's figures, one line each: the value, its interval, how many it is of, and the period before."""

from collections.abc import Callable
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.surfaces.web.pages.map.changes import Change, Row, felt_change, left_change, share_change
from polku.surfaces.web.pages.map.said import on_ten
from polku.surfaces.words.amounts import number_words, percent_words
from polku.surfaces.words.durations import duration_words

_TIMES: Final[dict[str, str | Promise]] = {
    "response": gettext_lazy("Until our first answer"),
    "wait": gettext_lazy("The customer waits for us, in all"),
    "time": gettext_lazy("From the beginning of an encounter to its end"),
}
_COUNTS: Final[dict[str, str | Promise]] = {
    "walks": gettext_lazy("Walks that were here"),
    "customers": gettext_lazy("Customers who were here"),
    "encounters": gettext_lazy("Encounters that began here"),
    "interactions": gettext_lazy("Interactions"),
    "promises": gettext_lazy("Promises made"),
}


class Figure(msgspec.Struct, frozen=True):
    """One line; `value` is "" where it is not measured. `look` is below, above or ""."""

    name: str
    value: str
    more: str = ""
    n: str = ""
    before: str = ""
    look: str = ""
    behind: bool = False  # whether it counts those who were here, who can be listed


def figures(row: Row, before: Row | None, young: bool) -> list[Figure]:
    """All of them; none where too few were there to tell."""
    if row["state"] != "told":
        return []
    felt = _mean(row, before)
    left_grown, late_grown = left_change(row, before, young), share_change("late", row, before)
    left = _share(row, before, "left", _("Left here without coming to the end"), row["walks"], left_grown)
    late = _share(row, before, "late", _("Promises late, of those due"), row["due"], late_grown)
    requirement = Figure(_("Requirement"), "", _("none can be declared yet"))
    times = [_time(row, before, name, title) for name, title in _TIMES.items()]
    return [*_counts(row, before), *times, felt, left, late, requirement]


def _counts(row: Row, before: Row | None) -> list[Figure]:
    return [
        Figure(
            str(title),
            number_words(row[name]),
            before=_before(before, name, number_words),
            behind=name in ("walks", "customers"),
        )
        for name, title in _COUNTS.items()
    ]


def _time(row: Row, before: Row | None, name: str, title: str | Promise) -> Figure:
    median, longest = row[f"median_{name}"], row[f"p90_{name}"]
    if median is None:
        return Figure(str(title), "")
    more = _("one in ten takes more than %(time)s") % {"time": _length(longest)}
    n = number_words(row[f"{name}s"])
    return Figure(str(title), _length(median), more, n, _before(before, f"median_{name}", _length))


def _mean(row: Row, before: Row | None) -> Figure:
    name = _("Felt, mean of 0–10")
    if row["felt"] is None:
        return Figure(name, "")
    more = _("%(low)s–%(high)s; %(share)s of the customers rated it") % {
        "low": on_ten(row["felt_low"]), "high": on_ten(row["felt_high"]),
        "share": percent_words(row["rated_share"]),
    }  # fmt: skip
    change = felt_change(row, before)
    return Figure(
        name, on_ten(row["felt"]), more, number_words(row["ratings"]), _before(before, "felt", on_ten),
        _look(change),
    )  # fmt: skip


def _share(
    row: Row, before: Row | None, which: str, name: str, of: int | None, change: Change | None
) -> Figure:
    share = row[f"{which}_share"]
    if share is None:
        return Figure(name, "")
    more = f"{percent_words(row[f'{which}_low'])}–{percent_words(row[f'{which}_high'])}"
    n = number_words(of or 0)
    return Figure(
        name, percent_words(share), more, n, _before(before, f"{which}_share", percent_words), _look(change)
    )


def _before(before: Row | None, name: str, words: Callable[[float], str]) -> str:
    return words(before[name]) if before and before[name] is not None else ""


def _look(change: Change | None) -> str:
    return change.look if change else ""


def _length(microseconds: float) -> str:
    return duration_words(round(microseconds))
