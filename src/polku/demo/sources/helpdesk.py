"""The helpdesk: a JSON Lines export of tickets' messages, whether by chat, phone or mail."""

from collections.abc import Iterator
from typing import Any, Final

from polku.demo.happening import Happening, What
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_utc

SOURCE: Final = "helpdesk"
TABLE: Final = "messages"
# What is told → whose message it is, and what the helpdesk calls it.
EVENTS: Final = {
    What.TICKET_ASKED: ("end-user", "comment"),
    What.TICKET_REPLIED: ("end-user", "reply"),
    What.COMPLAINT: ("end-user", "complaint"),
    What.PRAISE: ("end-user", "praise"),
    What.TICKET_RECEIPT: ("system", "auto-reply"),
    What.TICKET_ANSWERED: ("agent", "comment"),
    What.TICKET_ASKED_BACK: ("agent", "pending"),
    What.TICKET_FORWARDED: ("agent", "assignment"),
    What.TICKET_SOLVED: ("agent", "solved"),
    What.REMEDY: ("agent", "remedy"),
}
TELLS: Final = frozenset(EVENTS)
_LABELS: Final = (("tag", "about"), ("order", "order"))


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One message of a ticket."""
    role, event = EVENTS[one.what]
    author = {"role": role, "name": one.staff} if one.staff else {"role": role}
    body: dict[str, Any] = {
        "id": f"m{one.who.number}-{one.number}",
        "created_at": in_utc(one.at),
        "event": event,
        "ticket": {"id": one.thread, "subject": one.subject, "via": known.via},
        "channel": one.channel or known.via,
        "author": author,
        "requester": _requester(one, known),
        "body": one.text,
    }
    if one.to:
        body["assignee"] = one.to
    body["ticket"] |= {name: one.fields[field] for name, field in _LABELS if field in one.fields}
    yield Line(SOURCE, TABLE, body)


def _requester(one: Happening, known: Known) -> dict[str, str]:
    """A caller is known by the number they call from, others by their mail address; customers by their number too."""
    who = one.who
    told = {"external_id": known.account, "name": who.name}
    address = ("phone", who.phone) if known.via == "phone" and who.phone else ("email", who.email)
    return {name: value for name, value in (*told.items(), address) if value}
