"""What the sources know of a customer at each of their happenings: by which names each may call them."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.demo.happening import Happening, Party, What

# Where somebody says who they are, the website knows that browser from then on.
SAYS_WHO: Final = frozenset({What.LEAD_FORM, What.NEWSLETTER_JOINED})
# What makes a thread more than a lead.
RECORDS: Final = {
    What.OFFER: "Opportunity",
    What.CONTRACT: "Work order",
    What.INSTALLATION_PROMISED: "Work order",
    What.RENEWAL_OFFERED: "Work order",
}
# What stands in the CRM, which has a card of everybody in it.
IN_CRM: Final = frozenset(
    {
        What.FAIR_TALK, What.CALL_TRIED, What.CALL, What.LEAD_HANDED_OVER, What.VISIT_BOOKED, What.VISIT, What.OFFER,
        What.DECLINED, What.CONTRACT, What.INSTALLATION_PROMISED, What.WORK_HANDED_OVER, What.CONTACT_CHANGED,
        What.KICK_OFF, What.RENEWAL_OFFERED, What.RENEWED, What.LEFT, What.REFERRED,
    }
)  # fmt: skip
# Whose systems show the CRM's number: somebody new in a life that has a card gets a card of their own.
SHOWS_NUMBERS: Final = frozenset(
    {
        What.TICKET_ASKED, What.TICKET_REPLIED, What.COMPLAINT, What.PRAISE, What.TICKET_RECEIPT, What.TICKET_ANSWERED,
        What.TICKET_ASKED_BACK, What.TICKET_FORWARDED, What.TICKET_SOLVED, What.REMEDY, What.INSTALLATION_STARTED,
        What.INSTALLATION_DONE, What.KINDNESS, What.SERVICE_DONE, What.INVOICE, What.PAID, What.RETURNED,
        What.SERVICE_PROMISED, What.RATING_ASKED, What.RATED, What.NOTICE,
    }
)  # fmt: skip


class Known(msgspec.Struct, frozen=True, gc=False):
    """The circumstances of one happening that its source knows and the happening itself does not tell."""

    user_id: str  # the website's, "" until the visitor has said in this browser who they are
    new_user: bool  # they say it just now
    cookie: str
    account: str  # the person's number in the CRM, "" before they have one
    new_account: bool  # the CRM makes their card just now
    by_form: bool  # the thread began with the website's form
    record: str  # what the thread is to the CRM by now: Lead, Opportunity or Work order
    via: str  # the channel on which the thread began


def account_of(who: Party) -> str:
    """A person's number in the CRM, finance and the installers' app."""
    return f"T{10001 + who.number}" + (f"-{who.contact}" if who.contact else "")


def user_of(who: Party) -> str:
    """A person's id on the website, which is none of the CRM's."""
    return f"{1001 + who.number}" + (f"-{who.contact}" if who.contact else "")


def known_through(life: Sequence[Happening]) -> list[Known]:
    """For each happening of a life, in its order, what the sources know by then."""
    memory = _Memory()
    return [memory.hear(one) for one in life]


class _Memory:
    """What was heard of a life so far."""

    def __init__(self) -> None:
        self._browsers: set[tuple[int, str]] = set()
        self._cards: set[int] = set()
        self._forms: set[str] = set()
        self._records: dict[str, str] = {}
        self._channels: dict[str, str] = {}

    def hear(self, one: Happening) -> Known:
        who, what, thread = one.who, one.what, one.thread
        cookie = who.cookies[0] if who.cookies else ""
        says_who = what in SAYS_WHO or (what is What.WEB_PAGE and bool(one.fields.get("signed_in")))
        browser = (who.contact, cookie)
        new_user = what in SAYS_WHO or (says_who and browser not in self._browsers)
        if says_who:
            self._browsers.add(browser)
        if what is What.LEAD_FORM:
            self._forms.add(thread)
        record = RECORDS.get(what)
        if record:
            self._records[thread] = record
        if thread and one.channel:
            self._channels.setdefault(thread, one.channel)
        new = who.contact not in self._cards and (
            what in IN_CRM or (bool(self._cards) and what in SHOWS_NUMBERS)
        )
        if new:
            self._cards.add(who.contact)
        return Known(
            user_id=user_of(who) if browser in self._browsers else "",
            new_user=new_user,
            cookie=cookie,
            account=account_of(who) if who.contact in self._cards else "",
            new_account=new,
            by_form=thread in self._forms,
            record=self._records.get(thread, "Lead"),
            via=self._channels.get(thread, one.channel),
        )
