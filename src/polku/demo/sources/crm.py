"""The CRM: its nightly CSV export, a table each for what salespeople write down in different forms."""

from collections.abc import Iterator
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources.known import IN_CRM, Known
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_utc
from polku.demo.sources.money import with_point
from polku.lib.clock import MINUTE

SOURCE: Final = "crm"
TELLS: Final = IN_CRM
# The export's tables and columns, in its own words.
TABLES: Final = {
    "contacts": ("Contact ID", "Created On", "Full Name", "E-mail", "Phone", "City", "Language", "Account ID",
                 "Account Name"),
    "activities": ("Activity ID", "Activity Type", "Activity Date", "Contact ID", "Related To", "Related Type", "Lead Source",
                   "Subject", "Description", "Owner", "Assigned To", "Arrive By"),
    "opportunities": ("Opportunity ID", "Row ID", "Record Type", "Stage", "Stage Date", "Contact ID", "Product",
                      "Amount", "Currency", "Owner", "Reason"),
    "work_orders": ("Row ID", "Order ID", "Event", "Event Date", "Contact ID", "Title", "Planned Start", "Owner",
                    "Assigned To", "Installation Partner", "Note"),
}  # fmt: skip
ACTIVITIES: Final = {
    What.FAIR_TALK: "Event conversation",
    What.REFERRED: "Referral",
    What.CALL_TRIED: "Call - no answer",
    What.CALL: "Call",
    What.LEAD_HANDED_OVER: "Lead assignment",
    What.CONTACT_CHANGED: "Owner change",
    What.VISIT_BOOKED: "Meeting scheduled",
    What.VISIT: "Meeting held",
    What.KICK_OFF: "Kick-off meeting",
}
STAGES: Final = {
    What.OFFER: "Proposal sent",
    What.DECLINED: "Closed lost",
    What.CONTRACT: "Closed won",
    What.RENEWAL_OFFERED: "Renewal proposed",
    What.RENEWED: "Renewal won",
    What.LEFT: "Churned",
}
WORK: Final = {What.INSTALLATION_PROMISED: "Scheduled", What.WORK_HANDED_OVER: "Assigned to partner"}


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One row."""
    if one.what in ACTIVITIES:
        yield Line(SOURCE, "activities", _activity(one, known))
    elif one.what in STAGES:
        yield Line(SOURCE, "opportunities", _opportunity(one, known))
    else:
        yield Line(SOURCE, "work_orders", _work_order(one, known))


def card(one: Happening, known: Known) -> Line:
    """What the CRM notes of somebody when they become known to it."""
    who = one.who
    values = (known.account, in_utc(one.at), who.name, who.email, who.phone, who.city, who.language,
              who.organisation_id, who.organisation)  # fmt: skip
    return Line(SOURCE, "contacts", dict(zip(TABLES["contacts"], values, strict=True)))


def _activity(one: Happening, known: Known) -> dict[str, str]:
    source = "Web form" if known.by_form else ""
    values = (_row(one), ACTIVITIES[one.what], in_utc(one.at), known.account, one.thread, known.record, source,
              one.subject, one.text, one.staff or one.partner, one.to, in_utc(arrive_by(one)))  # fmt: skip
    return dict(zip(TABLES["activities"], values, strict=True))


def _opportunity(one: Happening, known: Known) -> dict[str, str]:
    stage = "Cancelled" if one.fields.get("about") == "cancelled" else STAGES[one.what]
    values = (one.thread, _row(one), known.record, stage, in_utc(one.at), known.account, one.subject, with_point(one.amount), "EUR",
              one.staff, one.text)  # fmt: skip
    return dict(zip(TABLES["opportunities"], values, strict=True))


def _work_order(one: Happening, known: Known) -> dict[str, str]:
    values = (_row(one), one.thread, WORK[one.what], in_utc(one.at), known.account, one.subject,
              in_utc(one.due_at), one.staff, one.to, one.partner or one.to, one.text)  # fmt: skip
    return dict(zip(TABLES["work_orders"], values, strict=True))


def arrive_by(one: Happening) -> int | None:
    """Until when the seller is at the door: a visit at one is promised for a quarter past at the latest."""
    return None if one.due_at is None else one.due_at + 15 * MINUTE


def _row(one: Happening) -> str:
    return f"A{one.who.number}-{one.number}"
