"""What passes from the company's life to its sources: one thing that happened, before any source told it.

`lives/` makes happenings and knows no source; `sources/` puts each in the words its source uses and knows no
life. `What` is the contract between them.
"""

from enum import StrEnum
from typing import Any

import msgspec


class What(StrEnum):
    """Everything that can happen in the demo company, finer than the vocabulary's kinds."""

    # website
    WEB_PAGE = "web_page"  # fields: referrer, campaign; signed_in where they see their own pages
    LEAD_FORM = "lead_form"  # the visitor says who they are and asks: text, page, campaign
    NEWSLETTER_JOINED = "newsletter_joined"
    # mail gateway
    NEWSLETTER = "newsletter"
    LEAD_RECEIPT = "lead_receipt"  # the automatic "we got your message"
    NOTICE = "notice"  # we tell, before being asked: text, about
    MENTION = "mention"  # told in public: text, stars
    # CRM
    FAIR_TALK = "fair_talk"
    CALL_TRIED = "call_tried"  # the booker did not reach them
    CALL = "call"  # the booker talked with them
    LEAD_HANDED_OVER = "lead_handed_over"  # booker -> seller
    VISIT_BOOKED = "visit_booked"  # due_at: when the seller comes
    VISIT = "visit"
    OFFER = "offer"  # amount
    DECLINED = "declined"  # text: the reason as told
    CONTRACT = "contract"  # amount
    INSTALLATION_PROMISED = "installation_promised"  # due_at; told again with another due_at when re-dated
    WORK_HANDED_OVER = "work_handed_over"  # seller -> partner
    CONTACT_CHANGED = "contact_changed"  # from one contact person of ours to another
    KICK_OFF = "kick_off"
    RENEWAL_OFFERED = "renewal_offered"
    RENEWED = "renewed"  # amount
    LEFT = "left"  # said; text: the reason as told
    REFERRED = "referred"
    # installer's app
    INSTALLATION_STARTED = "installation_started"
    INSTALLATION_DONE = "installation_done"
    KINDNESS = "kindness"  # the small extra, in a word
    SERVICE_DONE = "service_done"
    # finance
    INVOICE = "invoice"  # amount, due_at
    PAID = "paid"
    RETURNED = "returned"  # amount; text: what and why
    SERVICE_PROMISED = "service_promised"  # due_at: the yearly service's month
    # helpdesk: chat, phone and mail
    TICKET_ASKED = "ticket_asked"  # channel, subject, text
    TICKET_RECEIPT = "ticket_receipt"  # automatic
    TICKET_ANSWERED = "ticket_answered"
    TICKET_ASKED_BACK = "ticket_asked_back"  # we need something of them
    TICKET_REPLIED = "ticket_replied"  # they tell what we asked back
    TICKET_FORWARDED = "ticket_forwarded"  # staff -> to
    TICKET_SOLVED = "ticket_solved"
    COMPLAINT = "complaint"  # channel, text
    REMEDY = "remedy"  # text: what was put right
    PRAISE = "praise"  # text
    # survey
    RATING_ASKED = "rating_asked"  # the invitation, about what; many are never answered
    RATED = "rated"  # rating 0..10, about: what was asked of, text in the customer's language


class Party(msgspec.Struct, frozen=True):
    """Whom it happened to: the ways in which sources may know them.

    A life is one household's or organisation's. Several people may live it: `number` is the life's, `contact`
    tells its people apart, and together they make a person's id in the company's systems.
    Somebody who only visits and never says who they are has no name, email or phone.
    """

    number: int  # of the life
    name: str
    email: str  # may be a household's or a company's shared mailbox, or a person's other address
    phone: str
    city: str
    language: str  # fi, sv or en
    cookies: tuple[str, ...]  # browsers they visit with; where the website tells, the first is the one in use
    organisation: str = ""  # its name, "" for a household
    organisation_id: str = ""
    contact: int = 0  # which of the life's people


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened. Moments are microseconds UTC, amounts euro cents."""

    at: int
    what: What
    who: Party
    number: int  # counts the life's happenings from 0: (who.number, number) is unique and never changes
    thread: str = ""  # the lead, order, ticket or service it belongs to
    channel: str = ""
    staff: str = ""  # who of us, or the partner's installer
    to: str = ""  # whom it passed on to
    partner: str = ""
    subject: str = ""
    text: str = ""
    page: str = ""
    due_at: int | None = None
    amount: int | None = None
    rating: int | None = None
    # What only this What carries. `about` is in English and the same in every language: sales-visit, installation,
    # yearly-service or support where something is rated; untidy, late, … where something is complained of or told.
    fields: dict[str, Any] = msgspec.field(default_factory=dict)
