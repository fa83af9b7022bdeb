"""Gather the facts: what the page knows already, and six small questions more at most.

In the language that is active: titles of touchpoints come in it, and who speaks another is said to.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.conf import settings
from django.utils.translation import get_language

from polku.lenses.customer.briefing.facts import Facts, Happened, Met
from polku.lenses.customer.page import CustomerPage
from polku.lenses.customer.promises import PromiseNow
from polku.lenses.customer.query import among, rows
from polku.lib.clock import DAY
from polku.touchpoints.journeys.places import places

NEWEST: Final = 200  # interactions that rules look at; what is older than these, nobody remembers
ENCOUNTERS: Final = 60
NAMES: Final = 4
_TEXT: Final = 400  # characters

_HAPPENED: Final = Happened.__struct_fields__
_COLUMNS: Final = ", ".join(f"SUBSTR(text, 1, {_TEXT})" if name == "text" else name for name in _HAPPENED)
_MET: Final = Met.__struct_fields__
# Claims are stored with the lower id first, so the other end is looked for on both sides. Someone counts who
# is joined by an address or number that several may share, not by a device, and not by a decided mistake.
_OTHER_END: Final = (
    "SELECT o.customer_id FROM identity_identifier i JOIN identity_claim k ON k.{near} = i.id"
    " JOIN identity_identifier o ON o.id = k.{far} WHERE i.customer_id = %s AND o.customer_id <> i.customer_id"
    " AND o.customer_id <> 0 AND NOT k.revoked AND NOT i.crowded AND NOT o.crowded"
    " AND (i.policy = 'shareable' OR o.policy = 'shareable') AND i.policy <> 'weak' AND o.policy <> 'weak'"
)
_SHARING: Final = (
    "SELECT name FROM identity_customer WHERE entity = 'person' AND name <> '' AND id IN ("
    + _OTHER_END.format(near="low_id", far="high_id")
    + " UNION "
    + _OTHER_END.format(near="high_id", far="low_id")
    + ") ORDER BY last_at DESC, id LIMIT %s"
)
_DONE: Final = (
    "SELECT DISTINCT i.about, i.kind FROM identity_membership m"
    " JOIN identity_identifier o ON o.id = m.organisation_id JOIN identity_identifier p ON p.id = m.person_id"
    " JOIN timeline_interaction i ON i.customer_id = p.customer_id WHERE i.side = 'us' AND NOT i.automatic"
)
_COLLEAGUES: Final = (
    "SELECT c.name FROM identity_membership m JOIN identity_identifier o ON o.id = m.organisation_id"
    " JOIN identity_identifier p ON p.id = m.person_id JOIN identity_customer c ON c.id = p.customer_id"
    " WHERE o.customer_id = %s AND c.id <> %s AND c.name <> ''"
    " GROUP BY c.id, c.name, c.last_at ORDER BY c.last_at DESC, c.id LIMIT %s"
)


def facts_for(page: CustomerPage) -> Facts:
    """What the rules may know of the page's customer, as of the page's moment."""
    person = page.who.entity != "organisation"
    return Facts(
        now=page.now,
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
        abandon_after=settings.CHOSEN["abandon_days"] * DAY,
        who=page.who,
        traits=page.facts,
        organisations=page.organisations,
        members=page.members,
        colleagues=_colleagues(page.who.id, page.organisations[0].id) if page.organisations else [],
        sharing=_sharing(page.who.id) if person else [],
        contact=page.contact,
        titles={place.touchpoint: place.title for place in places().values()},
        waiting=page.open.waiting,
        complaints=page.open.complaints,
        promises=_without_those_done(page),
        purchases=page.purchases,
        last_purchase=page.last_purchase,
        happened=_happened(page.whose, page.now),
        met=_met(page.whose),
    )


def _without_those_done(page: CustomerPage) -> list[PromiseNow]:
    """A promise to one of an organisation's people may be kept by what is told of another: it is not open then."""
    overdue = [one for one in page.promised if one.pending and one.facts.due_at < page.now]
    organisations = (
        [page.who.id] if page.who.entity == "organisation" else [one.id for one in page.organisations]
    )
    if not overdue or not organisations:
        return page.promised
    references = list({one.facts.reference for one in overdue})
    done = set(
        rows(
            f"{_DONE} AND {among('i.about', references)} AND {among('o.customer_id', organisations)}",
            [*references, *organisations],
        )
    )
    return [
        one
        for one in page.promised
        if one not in overdue or (one.facts.reference, one.facts.pledge) not in done
    ]


def _happened(whose: Sequence[int], now: int) -> list[Happened]:
    found = rows(
        f"SELECT {_COLUMNS} FROM timeline_interaction WHERE {among('customer_id', whose)}"
        " AND kind <> 'visited' AND NOT automatic AND occurred_at <= %s"
        " ORDER BY occurred_at DESC, sequence DESC, event_id DESC, ordinal DESC LIMIT %s",
        [*whose, now, NEWEST],
    )
    return [Happened(*row) for row in found]


def _met(whose: Sequence[int]) -> list[Met]:
    found = rows(
        f"SELECT {', '.join(_MET)} FROM timeline_encounter WHERE {among('customer_id', whose)}"
        " AND (people <> '[]' OR first_asked_at IS NOT NULL OR waiting_since IS NOT NULL)"
        " ORDER BY opened_at DESC, touchpoint, thread LIMIT %s",
        [*whose, ENCOUNTERS],
    )
    return [Met(*[*told, msgspec.json.decode(people, type=list[str])]) for *told, people in found]


def _sharing(customer_id: int) -> list[str]:
    return [name for (name,) in rows(_SHARING, [customer_id, customer_id, NAMES])]


def _colleagues(customer_id: int, organisation_id: int) -> list[str]:
    return [name for (name,) in rows(_COLLEAGUES, [organisation_id, customer_id, NAMES])]
