"""Reasons in plain words, with the counts on both sides: something differs, or goes with leaving; it never causes it."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.reasons.adjusted import Odds
from polku.lenses.reasons.feature import Unit
from polku.lenses.reasons.finding import Counts, Difference, Together
from polku.lenses.reasons.held import HISTORY
from polku.lenses.reasons.levels import Level
from polku.lenses.reasons.table import BESIDE
from polku.lenses.reasons.values import bound_words, name_words, number, share_words, value_words

OTHERS: Final = 2  # that are told beside one, at most


def level_words(level: Level, currency: str = "") -> str:
    """What holds of a customer at this level."""
    feature = level.feature
    if isinstance(level.bound, str):
        name = level.bound if feature.verbatim else name_words(level.bound)
        return str(feature.words) % {"value": name}
    said = str(feature.words) % {"value": bound_words(feature.unit, level.bound, currency)}
    return _("“%(words)s”: no") % {"words": said} if level.opposed else said


def difference_sentence(one: Difference, currency: str = "") -> str:
    """Shares of both groups, or medians, and by how much they differ; and what nearly the same visits have besides."""
    told, others = _difference(one, currency), _others(one)
    if not others:
        return told
    words = "; ".join(level_words(level, currency) for level in others)
    return told + " " + _("Nearly the same visits: %(words)s.") % {"words": words}


def _others(one: Difference) -> list[Level]:
    """One level of each other feature, the first few; what it is of the same place, or of late, says nothing more."""
    found: dict[str, Level] = {}
    for level in one.alike:
        if level.feature.name not in HISTORY and level.feature.about != one.level.feature.about:
            found.setdefault(level.feature.about, level)
    return list(found.values())[:OTHERS]


def _difference(one: Difference, currency: str) -> str:
    if one.medians:
        return _medians(one, currency)
    if one.level.feature in BESIDE:
        return _handed(one)
    told = _both(one.counts) | {
        "words": level_words(one.level, currency), "points": _points(one.effect), "low": _points(one.low),
        "high": _points(one.high),
    }  # fmt: skip
    return (
        _(
            "%(words)s: %(x)s of the %(n)s who left here (%(share)s), but %(y)s of the %(m)s who went on (%(other)s). That"
            " differs by %(points)s percentage points (%(low)s to %(high)s)."
        )
        % told
    )


def adjusted_sentence(level: Level, odds: Odds, counts: Counts, currency: str = "") -> str:
    """What is left of it when the other differences are held equal."""
    told = _both(counts) | {
        "words": level_words(level, currency), **_ratios(odds),
    }  # fmt: skip
    if odds.low <= 1 <= odds.high:
        return (
            _(
                "%(words)s: with the other differences held equal, it can't be told whether it goes with leaving (odds"
                " %(ratio)s times, %(low)s to %(high)s; %(n)s left, %(m)s went on)."
            )
            % told
        )
    if odds.ratio > 1:
        return (
            _(
                "%(words)s: it goes with leaving here also when the other differences are held equal. The odds are"
                " %(ratio)s times (%(low)s to %(high)s; %(n)s left, %(m)s went on)."
            )
            % told
        )
    return (
        _(
            "%(words)s: it goes with going on also when the other differences are held equal. The odds of leaving are"
            " %(ratio)s times (%(low)s to %(high)s; %(n)s left, %(m)s went on)."
        )
        % told
    )


def together_sentence(one: Together, currency: str = "") -> str:
    """Two things that hold at once."""
    n, x, m, y = one.counts
    told = {
        "words": "; ".join(level_words(level, currency) for level in one.levels), "x": number(x), "y": number(y),
        "share": share_words(one.share), "lift": number(one.lift, 1), "low": number(one.low, 1),
        "high": number(one.high, 1), "n": number(n), "m": number(m),
    }  # fmt: skip
    return (
        _(
            "Where both hold (%(words)s), %(share)s left here: %(lift)s times as many as of all (%(low)s to %(high)s). They"
            " are %(x)s of the %(n)s who left and %(y)s of the %(m)s who went on."
        )
        % told
    )


def stated_sentence(words: str, said: int, of: int, low: float, high: float) -> str:
    """What those who left gave as their reason."""
    return ngettext(
        "“%(words)s” said %(x)s of the %(n)d who left here and said anything (%(share)s; %(low)s to %(high)s).",
        "“%(words)s” said %(x)s of the %(n)d who left here and said anything (%(share)s; %(low)s to %(high)s).",
        of,
    ) % {
        "words": words, "x": number(said), "n": of, "share": share_words(said / of), "low": share_words(low),
        "high": share_words(high),
    }  # fmt: skip


def _handed(one: Difference) -> str:
    told = _both(one.counts) | {
        "points": _points(one.effect), "low": _points(one.low), "high": _points(one.high)
    }  # fmt: skip
    return (
        _(
            "Of the %(n)s who were handed over here, %(x)s left here (%(share)s); of the %(m)s who were handed over at"
            " other touchpoints, %(y)s left there (%(other)s). That differs by %(points)s percentage points (%(low)s to"
            " %(high)s)."
        )
        % told
    )


def _medians(one: Difference, currency: str) -> str:
    feature = one.level.feature
    here, there = one.medians or (0.0, 0.0)
    told = _both(one.counts) | {
        "words": str(feature.title)[:1].upper() + str(feature.title)[1:],
        "here": value_words(feature.unit, here, currency), "there": value_words(feature.unit, there, currency),
        "by": _signed(feature.unit, one.effect, currency), "low": _signed(feature.unit, one.low, currency),
        "high": _signed(feature.unit, one.high, currency),
    }  # fmt: skip
    return (
        _(
            "%(words)s (median): %(here)s for the %(n)s who left here, but %(there)s for the %(m)s who went on. That"
            " differs by %(by)s (%(low)s to %(high)s)."
        )
        % told
    )


def _both(counts: Counts) -> dict[str, str]:
    n, x, m, y = counts
    return {
        "n": number(n), "x": number(x), "m": number(m), "y": number(y), "share": share_words(x / max(n, 1)),
        "other": share_words(y / max(m, 1)),
    }  # fmt: skip


def _ratios(odds: Odds) -> dict[str, str]:
    """All with as many decimals: two where a tenth would hide whether it is more or less than 1."""
    decimals = 2 if odds.low < 2 else 1
    return {name: number(getattr(odds, name), decimals) for name in ("ratio", "low", "high")}


def _points(share: float) -> str:
    return number(round(share * 100)).replace("-", "−")


def _signed(unit: Unit, value: float, currency: str) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}{value_words(unit, abs(value), currency)}"
