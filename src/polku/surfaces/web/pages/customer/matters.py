"""What is open as rows: one line a matter. A complaint that nobody has answered waits for us and is one line, not two."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.complaints import Complaint
from polku.lenses.customer.page import CustomerPage, Open
from polku.lenses.customer.promises import PromiseNow
from polku.lenses.customer.waiting import Waiting
from polku.surfaces.web.pages.customer.badges import badge, state_badge, together
from polku.surfaces.web.pages.customer.promise_words import promise_words
from polku.surfaces.words.moments import when_words
from polku.surfaces.words.places import channel_words, owner_words, place_name, subject_words
from polku.surfaces.words.states import due_words, state_words, waiting_words
from polku.touchpoints.journeys.places import Place

SHOWN: Final = 20  # promises and complaints; the path holds the rest
AT_ONCE: Final = 5  # matters in sight; the others are a press away
_LONGEST: Final = 240  # letters of what was written
_Conversation = tuple[int, str, str]  # customer, touchpoint, thread


class Matter(msgspec.Struct, frozen=True):
    """One line: its signs, the customer's words (or else ours), and the circumstances."""

    key: str
    signs: SafeString
    quoted: str
    named: str
    circumstances: str


def matters(page: CustomerPage, people: Mapping[int, str], places: Mapping[str, Place]) -> list[Matter]:
    """What waits for us, the promises not done, the complaints that were answered and not put right."""
    waiting, complaints = apart(page.open)
    said = _Said(page.now, people, places)
    return [
        *(said.waiting(number, one, complained) for number, (one, complained) in enumerate(waiting, 1)),
        *(said.promise(number, one) for number, one in enumerate(page.open.promises[:SHOWN], 1)),
        *(said.complaint(number, one) for number, one in enumerate(complaints[:SHOWN], 1)),
    ]


def apart(present: Open) -> tuple[list[tuple[Waiting, bool]], list[Complaint]]:
    """What waits for us, each with whether it holds a complaint; and the complaints that were answered."""
    first: dict[_Conversation, int] = {}  # of what waits there, when the earliest opened
    for one in present.waiting:
        first[_where(one)] = min(one.opened_at, first.get(_where(one), one.opened_at))
    last: dict[_Conversation, int] = {}  # of the complaints there, when the latest was made
    answered = []
    for complaint in present.complaints:
        where = _where(complaint)
        last[where] = max(complaint.occurred_at, last.get(where, complaint.occurred_at))
        if where not in first or complaint.occurred_at < first[where]:
            answered.append(complaint)
    waiting = [(one, _where(one) in last and last[_where(one)] >= one.opened_at) for one in present.waiting]
    return waiting, answered


def _where(one: Waiting | Complaint) -> _Conversation:
    return (one.customer_id, one.touchpoint, one.thread)


class _Said:
    """Says matters in the reader's language."""

    def __init__(self, now: int, people: Mapping[int, str], places: Mapping[str, Place]) -> None:
        self._now, self._people, self._places = now, people, places

    def waiting(self, number: int, one: Waiting, complained: bool) -> Matter:
        state = "waiting_for_us"
        words = waiting_words(state, one.waiting_since, None, self._now)
        complaint = badge(_("Complaint"), "below") if complained else None
        asked = ngettext("asked %(n)s time", "asked %(n)s times", one.questions) % {"n": one.questions}
        return Matter(
            f"waiting-{number}",
            together(state_badge(state, words), complaint),
            _cut(one.text or one.subject),
            place_name(one.touchpoint, self._places),
            _joined(channel_words(one.channel), asked if one.questions > 1 else "", *self._whose(one)),
        )

    def promise(self, number: int, one: PromiseNow) -> Matter:
        words = promise_words(one, self._now)
        if one.facts.due_at >= self._now:
            words = f"{words}, {due_words(one.facts.due_at, self._now)}"
        return Matter(
            f"promise-{number}",
            state_badge(one.state, state_words(one.state)),
            "",
            subject_words(one.facts.subject, self._places) or place_name(one.facts.touchpoint, self._places),
            _joined(words, one.facts.made_by, self._people.get(one.customer_id, "")),
        )

    def complaint(self, number: int, one: Complaint) -> Matter:
        since = f"{when_words(one.occurred_at, self._now)}, {_('not put right yet')}"
        return Matter(
            f"complaint-{number}",
            badge(_("Complaint"), "below"),
            _cut(one.text or one.subject),
            place_name(one.touchpoint, self._places),
            _joined(since, channel_words(one.channel), *self._whose(one)),
        )

    def _whose(self, one: Waiting | Complaint) -> Iterator[str]:
        """Who answers for the touchpoint, where the map says so; on an organisation's page, who asked."""
        place = self._places.get(one.touchpoint)
        if place and place.owner:
            yield _("owner %(owner)s") % {"owner": owner_words(place.owner)}
        yield self._people.get(one.customer_id, "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else str(Truncator(text).chars(_LONGEST))
