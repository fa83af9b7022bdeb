"""Why they left at a touchpoint: what differs between those who left there and those who went on, in words."""

from typing import Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from polku.lenses.asked import FEWEST, Asked, WrongQuestion
from polku.lenses.reasons.comparable import comparable
from polku.lenses.reasons.differences import wilson_of
from polku.lenses.reasons.finding import Counts, Found
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.handed import beside
from polku.lenses.reasons.judge import judge
from polku.lenses.reasons.reason import Manner, Reason
from polku.lenses.reasons.sampled import Sample, sampled
from polku.lenses.reasons.sentences import (
    adjusted_sentence,
    difference_sentence,
    stated_sentence,
    together_sentence,
)
from polku.lenses.reasons.stated import stated
from polku.lenses.reasons.themes import with_themes

BOTH: Final = " & "  # between the features, and the levels, of a subgroup
SAID: Final = "said"
SHARE: Final = "share"
KINDS: Final = {
    "bought": gettext_lazy(
        "Nearly all who left here had bought before, so only such visits are set side by side."
    ),
    "not bought": gettext_lazy(
        "Nearly nobody who left here had bought before, so only such visits are set side by side."
    ),
}


class Why(msgspec.Struct, frozen=True):
    """The reasons, and what a reader must know of them: how many left and went on, or why there are none."""

    reasons: list[Reason]
    note: str
    sql: str


class Seen(msgspec.Struct, frozen=True):
    """The visits to a touchpoint, gathered once for all that is asked of them, and the SQL that gave them."""

    asked: Asked
    sample: Sample
    sql: str


def seen(asked: Asked) -> Seen:
    """The visits to `asked.touchpoint`. WrongQuestion where no touchpoint is asked about."""
    if not asked.touchpoint:
        raise WrongQuestion("reasons asks about a touchpoint: say which, with --touchpoint or touchpoint=.")
    answered = rows(asked)
    return Seen(asked, with_themes(sampled(answered)), answered.sql)


def reasons(asked: Asked) -> list[Reason]:
    """What differs between those who left at `asked.touchpoint` and those who went on; best first."""
    return why(asked).reasons


def why(asked: Asked) -> Why:
    """The same with what a reader must know of them."""
    return why_of(seen(asked))


def why_of(visits: Seen) -> Why:
    """What differs between the visits that ended the path and the others."""
    nothing = _nothing(visits.sample)
    if nothing:
        return Why([], nothing, visits.sql)
    sample, kind = comparable(visits.sample)
    found = judge(sample, beside=beside(visits.asked, sample))
    told = [
        *_differences(found, sample),
        *_adjusted(found, sample),
        *_together(found, sample),
        *_stated(sample),
    ]
    return Why(told, _note(sample, kind, bool(found.differences or found.together)), visits.sql)


def _differences(found: Found, sample: Sample) -> list[Reason]:
    return [
        _built(
            one.level.feature.name, one.level.key, Manner.DIFFERENCE, (one.effect, one.low, one.high),
            one.level.feature.unit if one.medians else SHARE, one.q, one.counts,
            difference_sentence(one, sample.currency),
        )
        for one in found.differences
    ]  # fmt: skip


def _adjusted(found: Found, sample: Sample) -> list[Reason]:
    return [
        _built(
            one.level.feature.name, one.level.key, Manner.ADJUSTED,
            (one.odds.ratio, one.odds.low, one.odds.high), "odds ratio", None, one.counts,
            adjusted_sentence(one.level, one.odds, one.counts, sample.currency),
        )
        for one in found.differences
        if one.odds
    ]  # fmt: skip


def _together(found: Found, sample: Sample) -> list[Reason]:
    return [
        _built(
            BOTH.join(level.feature.name for level in one.levels), BOTH.join(level.key for level in one.levels),
            Manner.SUBGROUP, (one.lift, one.low, one.high), "lift", one.q, one.counts,
            together_sentence(one, sample.currency),
        )
        for one in found.together
    ]  # fmt: skip


def _stated(sample: Sample) -> list[Reason]:
    everybody, counted = stated(sample)
    told = []
    for words, said in counted:
        low, high = wilson_of(said, everybody)
        sentence = stated_sentence(words, said, everybody, low, high)
        effect = (said / everybody, low, high)
        told.append(
            _built(SAID, words, Manner.STATED, effect, SHARE, None, (everybody, said, None, None), sentence)
        )
    return told


def _built(
    feature: str, level: str, manner: Manner, effect: tuple[float, float, float], unit: str, q: float | None,
    counts: Counts | tuple[int, int, None, None], sentence: str,
) -> Reason:  # fmt: skip
    return Reason(
        feature,
        level,
        str(manner),
        *effect,
        str(unit),
        q,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        sentence,
    )


def _nothing(sample: Sample) -> str:
    """Why nothing can be set side by side; "" where it can."""
    left, on = sample.people(True), sample.people(False)
    if not left and not on:
        return _("Nobody was at this touchpoint in this question, or it is not known yet how it went on.")
    if not left:
        return _("Nobody left here: there is nothing to explain.")
    if not on:
        return _("Everybody who was here left here: there is nobody to set beside them.")
    if min(left, on) < FEWEST:
        return _("Fewer than %(fewest)d customers left here, or went on: too few to tell what differs.") % {
            "fewest": FEWEST
        }
    return ""


def _note(sample: Sample, kind: str, any_told: bool) -> str:
    sentences = [str(KINDS[kind])] if kind else []
    if not any_told:
        sentences.append(
            _(
                "%(n)d visits ended the path here and %(m)d did not: nothing that is known differs more than chance would."
            )
            % {"n": sample.all_left, "m": sample.all_on}
        )
    drawn = len(sample.left)
    if drawn < sample.all_left + sample.all_on:
        sentences.append(
            _("Of %(all)d visits, %(drawn)d were drawn, always the same ones.")
            % {"all": sample.all_left + sample.all_on, "drawn": drawn}
        )
    repeated = int((~sample.left).sum()) - sample.people(False)
    if repeated > 0:
        sentences.append(
            ngettext(
                "Who came here again counts each time: %(n)d visit of those who went on is a repeated one.",
                "Who came here again counts each time: %(n)d visits of those who went on are repeated ones.",
                repeated,
            )
            % {"n": repeated}
        )
    return " ".join(sentences)
