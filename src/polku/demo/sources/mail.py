"""The gateway of mails and text messages: CloudEvents of what was sent, and of what was said of us in public."""

from collections.abc import Iterator
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources.cloud_events import cloud_event
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_utc

SOURCE: Final = "mail"
TYPES: Final = {
    What.NEWSLETTER: "mail.campaign",
    What.LEAD_RECEIPT: "mail.receipt",
    What.NOTICE: "mail.notice",
    What.MENTION: "review.published",
}
TELLS: Final = frozenset(TYPES)
_CONCERNS: Final = {"visit": "sales-visit", "reminder": "invoice", "yearly-service": "yearly-service"}


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One mail, or one review."""
    data = {
        "to": one.who.email,
        "name": one.who.name,
        "customer": known.account,
        "subject": one.subject,
        "body": one.text,
        "reference": one.thread,
        "channel": one.channel,
        "concerns": concern(one),
        "cause": one.fields.get("about"),
        "new_date": in_utc(one.due_at),
        "sender": one.staff or one.partner,
        "stars": one.fields.get("stars"),
    }
    yield cloud_event(SOURCE, TYPES[one.what], one, data)


def concern(one: Happening) -> str:
    """Which of our touchpoints a notice is about."""
    return _CONCERNS.get(str(one.fields.get("about")), "installation")
