"""The company's happenings themselves as rows of one table, for a file of a million customers.

A row names its customer as the happening's own source would, so that who is who comes out the same.
"""

from typing import Any, Final

from polku.demo.happening import Happening, What
from polku.demo.sources import crm, helpdesk, installers, mail, website
from polku.demo.sources.known import Known
from polku.demo.sources.moments import in_utc
from polku.demo.sources.money import with_point

COLUMNS: Final = (
    "id", "at", "what", "customer_number", "user_id", "anonymous_id", "email", "phone", "organisation_id", "name", "city",
    "language", "organisation", "thread", "channel", "via", "record", "staff", "to", "partner", "subject", "text", "page", "due_at",
    "amount", "rating", "about", "order", "stars", "referrer", "campaign", "by_form", "concerns",
)  # fmt: skip
_BY_NUMBER_ALONE: Final = website.TELLS | crm.TELLS
_NAMED: Final = helpdesk.TELLS | mail.TELLS  # which tell the name too


def row(one: Happening, known: Known) -> dict[str, Any]:
    """One happening; None where it tells nothing of a column."""
    told: dict[str, Any] = {
        "id": f"{one.who.number}-{one.number}",
        "at": in_utc(one.at),
        "what": one.what.value,
        "thread": one.thread,
        "channel": one.channel or known.via,
        "via": known.via,
        "record": known.record,
        "staff": one.staff,
        "to": one.to,
        "partner": one.partner,
        "subject": one.subject,
        "text": one.text,
        "page": one.page,
        "due_at": in_utc(crm.arrive_by(one) if one.what is What.VISIT_BOOKED else one.due_at),
        "amount": with_point(one.amount),
        "rating": one.rating,
        "by_form": known.by_form,
        "concerns": mail.concern(one),
    }
    told |= {name: one.fields.get(name) for name in ("about", "order", "stars", "referrer", "campaign")}
    told |= _names(one, known)
    return {column: told.get(column) or None if column != "rating" else told[column] for column in COLUMNS}


def _names(one: Happening, known: Known) -> dict[str, str]:
    """By which names the source knows them, and what it knows of them."""
    who = one.who
    if one.what in website.TELLS:
        names = {"user_id": known.user_id, "anonymous_id": known.cookie}
    else:
        names = {"customer_number": known.account}
    if known.new_user or known.new_account:
        whole = {
            "email": who.email,
            "phone": who.phone,
            "name": who.name,
            "city": who.city,
            "language": who.language,
        }
        return names | whole | {"organisation_id": who.organisation_id, "organisation": who.organisation}
    if one.what in _BY_NUMBER_ALONE:
        return names
    if one.what in installers.TELLS or (one.what in helpdesk.TELLS and known.via == "phone" and who.phone):
        names["phone"] = who.phone
    else:
        names["email"] = who.email
    return names | ({"name": who.name} if one.what in _NAMED else {})
