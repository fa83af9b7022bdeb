"""The website: Segment messages, as its analytics library and its forms send them."""

from collections.abc import Iterator
from typing import Any, Final

from polku.demo.happening import Happening, Party, What
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_utc

SOURCE: Final = "website"
TELLS: Final = frozenset({What.WEB_PAGE, What.LEAD_FORM, What.NEWSLETTER_JOINED})
_ADDRESS: Final = "https://tuulahdus.example"
_EVENTS: Final = {What.LEAD_FORM: "Lead Form Sent", What.NEWSLETTER_JOINED: "Newsletter Joined"}


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """A page or track call; where the visitor says who they are, an identify call before it."""
    message = _message(one, known)
    if known.new_user:
        who = {"messageId": f"{message['messageId']}-who", "type": "identify", "traits": _traits(one.who)}
        yield Line(SOURCE, "", message | who)
    if one.what is What.WEB_PAGE:
        yield Line(SOURCE, "", message | {"type": "page", "name": one.page, "properties": _page(one)})
        return
    properties = _page(one) | {"lead": one.thread, "subject": one.subject, "message": one.text}
    yield Line(
        SOURCE, "", message | {"type": "track", "event": _EVENTS[one.what], "properties": _told(properties)}
    )


def _message(one: Happening, known: Known) -> dict[str, Any]:
    message = {
        "messageId": f"web-{one.who.number}-{one.number}",
        "timestamp": in_utc(one.at),
        "anonymousId": known.cookie,
        "userId": known.user_id,
        "context": {"locale": one.who.language, "library": {"name": "analytics.js", "version": "5.2.0"}},
    }
    return _told(message)


def _page(one: Happening) -> dict[str, Any]:
    fields = one.fields
    return _told(
        {
            "path": one.page,
            "url": f"{_ADDRESS}{one.page}",
            "referrer": fields.get("referrer"),
            "campaign": fields.get("campaign"),
        }
    )


def _traits(who: Party) -> dict[str, Any]:
    company = {"id": who.organisation_id, "name": who.organisation} if who.organisation_id else None
    return _told(
        {"name": who.name, "email": who.email, "phone": who.phone, "city": who.city, "language": who.language}
        | {"company": company}
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None)}
