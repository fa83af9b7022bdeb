"""A touchpoint's figures in words, for its card and for its line in the list."""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from polku.lenses.asked import FEWEST
from polku.lenses.map.unmeasured import is_dark
from polku.lib.clock import HOUR
from polku.surfaces.charts.map.given import Bar
from polku.surfaces.web.pages.map.changes import Change, Row, felt_change, left_change
from polku.surfaces.words.amounts import number_words, percent_words
from polku.surfaces.words.durations import duration_words

TEN: Final = 10  # ratings are said on a scale from 0 to 10, whatever scale they were given on


class Said(msgspec.Struct, frozen=True):
    """What stands on a card; wordings, the longest first. `look` is told, few, none or dark."""

    look: str
    volume: Sequence[str]
    felt: Bar | None
    felt_words: str
    left: Bar | None
    left_words: str
    kept: Sequence[str]
    missing: Sequence[str]

    @property
    def label(self) -> str:
        """All of it in one breath, for those who hear the page."""
        parts = [
            self.volume[0],
            self.felt_words,
            self.left_words,
            self.kept[0] if self.kept else "",
        ]
        return "; ".join([part for part in parts if part] + [str(word) for word in self.missing])


def said(row: Row, before: Row | None, full: float, young: bool) -> Said:
    """The row's words; `full` is the share that fills the bar of exits."""
    if row["state"] != "told":
        return _nothing(row["state"])
    missing = row["not_measured"].split(", ")
    left = left_change(row, before, young)
    return Said(
        look="dark" if is_dark(missing) else "told",
        volume=said_volume(row),
        felt=_felt_bar(row, felt_change(row, before)),
        felt_words=_felt_words(row, felt_change(row, before)),
        left=_left_bar(row, left, full),
        left_words=_left_words(row, left),
        kept=_kept(row),
        missing=missing_words(missing),
    )


def _nothing(state: str) -> Said:
    few = [
        _("fewer than %(n)d customers: no figures") % {"n": FEWEST},
        _("fewer than %(n)d customers") % {"n": FEWEST},
    ]
    none = [_("nobody was here in this period"), _("nobody was here")]
    return Said(state, few if state == "few" else none, None, "", None, "", (), ())


def said_volume(row: Row) -> list[str]:
    """How many came and how long it took, in ever fewer letters: a card shows both."""
    walks = number_words(row["walks"])
    counted = ngettext("%(n)s walk", "%(n)s walks", row["walks"]) % {"n": walks}
    return [f"{counted} · {_time(row)}", f"{walks} · {_time(row)}", f"{walks} · {_time(row, HOUR)}", counted]


def _time(row: Row, unit: int = 1) -> str:
    """The time that matters most of those known: our answer, the customer's wait, the encounter itself.

    From one `unit` on (microseconds) it is rounded to whole ones.
    """
    if row["median_response"] is not None:
        return _("answered in %(time)s") % {"time": _rounded(row["median_response"], unit)}
    if row["median_wait"] is not None:
        return _("waits %(time)s") % {"time": _rounded(row["median_wait"], unit)}
    if row["median_time"] is not None and "time" not in row["not_measured"]:
        return _("takes %(time)s") % {"time": _rounded(row["median_time"], unit)}
    return _("time not measured")


def _rounded(length: float, unit: int) -> str:
    return duration_words(round(length / unit) * unit if length >= unit else round(length))


def _felt_bar(row: Row, change: Change | None) -> Bar | None:
    if row["felt"] is None:
        return None
    words = pgettext("mean rating on a card", "felt %(mean)s") % {"mean": on_ten(row["felt"])}
    return Bar(words, row["felt"], row["felt_low"], row["felt_high"], change.look if change else "")


def _felt_words(row: Row, change: Change | None) -> str:
    if row["felt"] is None:
        return _("not rated")
    words = _("felt %(mean)s of 10 (%(low)s–%(high)s, n = %(n)s)") % {
        "mean": on_ten(row["felt"]), "low": on_ten(row["felt_low"]), "high": on_ten(row["felt_high"]),
        "n": number_words(row["ratings"]),
    }  # fmt: skip
    return words + _was(change, on_ten)


def _left_bar(row: Row, change: Change | None, full: float) -> Bar:
    words = pgettext("share on a card", "left %(share)s") % {"share": percent_words(row["left_share"])}
    value, low, high = (min(1.0, row[name] / full) for name in ("left_share", "left_low", "left_high"))
    return Bar(words, value, low, high, change.look if change else "")


def _left_words(row: Row, change: Change | None) -> str:
    words = _("%(share)s left here (%(low)s–%(high)s)") % {
        "share": percent_words(row["left_share"]), "low": percent_words(row["left_low"]),
        "high": percent_words(row["left_high"]),
    }  # fmt: skip
    return words + _was(change, percent_words)


def _was(change: Change | None, words: object) -> str:
    if change is None or not callable(words):
        return ""
    return ", " + _("before %(value)s") % {"value": words(change.before)}


def _kept(row: Row) -> list[str]:
    """Whether a requirement is kept: none can be declared yet. Beside it the promises, which are."""
    none = _("no requirement declared")
    if row["late_share"] is None:
        return [none]
    late = _("%(share)s of promises late") % {"share": percent_words(row["late_share"])}
    return [f"{late} · {none}", late, _("%(share)s late") % {"share": percent_words(row["late_share"])}]


def missing_words(not_measured: Sequence[str]) -> list[str]:
    """What nobody measures, but for volume and requirement, which are said elsewhere."""
    words = {
        "time": _("time not measured"),
        "rating": _("rating not measured"),
        "promise": _("no promises made"),
    }
    return [words[side] for side in not_measured if side in words]


def on_ten(felt: float) -> str:
    """A mean of ratings, between 0 and 1, as from 0 to 10."""
    return number_words(felt * TEN, 1)
