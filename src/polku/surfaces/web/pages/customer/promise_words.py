"""A promise in one line: `Promised by 24 Nov, moved to 2 Dec, told before asking`."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.moments import date_words
from polku.timeline.folds.promises import Promise, State


def promise_words(promise: PromiseNow, now: int) -> str:
    """The line, in the reader's language; dates are those of the company's time zone."""
    return ", ".join([*_dates(promise.facts, now), *_end(promise, now), *_told(promise.facts)])


def _dates(facts: Promise, now: int) -> Iterator[str]:
    yield _("Promised by %(date)s") % {"date": date_words(facts.original_due_at, now)}
    if facts.redated == 1:
        yield _("moved to %(date)s") % {"date": date_words(facts.due_at, now)}
    elif facts.redated:
        times = ngettext("moved %(n)d time", "moved %(n)d times", facts.redated) % {"n": facts.redated}
        yield _("%(moved)s, now %(date)s") % {"moved": times, "date": date_words(facts.due_at, now)}


def _end(promise: PromiseNow, now: int) -> Iterator[str]:
    facts = promise.facts
    if promise.state is State.KEPT and facts.done_at is not None:
        yield _("kept on %(date)s") % {"date": date_words(facts.done_at, now)}
    elif promise.state is State.LATE and facts.done_at is not None:
        late = duration_words(facts.done_at - facts.original_due_at)
        yield _("done on %(date)s, %(time)s late") % {"date": date_words(facts.done_at, now), "time": late}
    elif facts.withdrawn_at is not None:
        yield _("withdrawn on %(date)s") % {"date": date_words(facts.withdrawn_at, now)}
    elif promise.state is State.BROKEN:
        yield _("overdue by %(time)s") % {"time": duration_words(now - facts.original_due_at)}


def _told(facts: Promise) -> Iterator[str]:
    if facts.told_before_asked is None:
        return
    if facts.told_at is None:
        yield _("not told")
    elif facts.told_before_asked:
        yield _("told before asking") if facts.told_before_due else _("told after it was due, before asking")
    else:
        yield _("told only after asking")
