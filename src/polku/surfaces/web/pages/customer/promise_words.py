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


def shortly(promise: PromiseNow, now: int) -> list[str]:
    """The line beside the promise in the timeline: wordings from the longest to the shortest."""
    facts = promise.facts
    due = date_words(facts.original_due_at, now)
    if facts.redated:
        moved = f"{_beginning(due, date_words(facts.due_at, now))} → {date_words(facts.due_at, now)}"
        told = (
            "" if facts.told_before_asked is None else _("told") if facts.told_before_asked else _("not told")
        )
        found = [f"{moved}, {told}" if told else moved, moved]
    elif promise.state is State.LATE or promise.state is State.BROKEN:
        found = [", ".join(_end(promise, now)), due]
    elif promise.pending:
        found = [_("by %(date)s") % {"date": due}, due]
    else:
        found = []
    return [f"{facts.subject}: {found[0]}" if found else facts.subject, *found] if facts.subject else found


def _beginning(first: str, last: str) -> str:
    """The first of two dates without its year, where the last one says the same."""
    year = last[-4:]
    return first[:-4].rstrip() if year.isdigit() and first.endswith(year) else first


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
