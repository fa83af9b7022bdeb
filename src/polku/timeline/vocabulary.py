"""The fixed vocabulary of interactions (decision 0004): every source is mapped to these kinds.

A kind that three real sources need and this list lacks is added by a decision record.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """Who acted toward the other."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and asked several times for each event

    CUSTOMER = "customer"
    US = "us"


class Kind(StrEnum):
    """What one side did toward the other."""

    __hash__ = str.__hash__

    ASKED = "asked"
    ANSWERED = "answered"
    MET = "met"
    THANKED = "thanked"
    VISITED = "visited"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"
    COMPLAINED = "complained"
    RATED = "rated"
    MENTIONED = "mentioned"
    REFERRED = "referred"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"
    REACHED_OUT = "reached_out"
    OFFERED = "offered"
    PROMISED = "promised"
    INFORMED = "informed"
    STARTED = "started"
    DELIVERED = "delivered"
    FIXED = "fixed"
    CHARGED = "charged"
    HANDED_OVER = "handed_over"
    DELIGHTED = "delighted"


@dataclass(frozen=True)
class KindEntry:
    """One line of the vocabulary: the sides that may do it, what it means, its telling fields, an example."""

    sides: tuple[Side, ...]
    meaning: str
    fields: tuple[str, ...]
    example: str


EITHER: Final = (Side.CUSTOMER, Side.US)
CUSTOMER: Final = (Side.CUSTOMER,)
US: Final = (Side.US,)

VOCABULARY: Final[dict[Kind, KindEntry]] = {
    Kind.ASKED: KindEntry(EITHER, "Asked a question or for something to be done.", ("thread", "subject", "text", "about"), "Aino mails: which socket do I need?"),
    Kind.ANSWERED: KindEntry(EITHER, "Answered what the other asked; an automatic acknowledgement carries automatic.", ("thread", "actor", "text", "automatic"), "Mikko replies with the socket's type."),
    Kind.MET: KindEntry(EITHER, "Spoke together: a call that was answered, a visit, a meeting.", ("actor", "subject", "text"), "A sales visit at the customer's home."),
    Kind.THANKED: KindEntry(EITHER, "Thanked the other.", ("actor", "text"), "Aino writes: thank you for the quick fix."),
    Kind.VISITED: KindEntry(CUSTOMER, "Came by without asking anything: a web page, a shop, an app screen.", ("subject",), "Aino reads the page on heat pumps."),
    Kind.ORDERED: KindEntry(CUSTOMER, "Ordered or signed.", ("about", "amount", "currency", "subject"), "Order 1042 for 8,900 euros."),
    Kind.PAID: KindEntry(CUSTOMER, "Paid.", ("about", "amount", "currency"), "The invoice of order 1042 is paid."),
    Kind.RETURNED: KindEntry(CUSTOMER, "Sent back what was bought.", ("about", "amount", "currency", "subject"), "One filter of order 1042 comes back."),
    Kind.COMPLAINED: KindEntry(CUSTOMER, "Said that something is wrong.", ("thread", "subject", "text", "about"), "The outdoor unit is too loud."),
    Kind.RATED: KindEntry(CUSTOMER, "Gave a rating on a scale.", ("rating", "rating_low", "rating_high", "text", "about"), "9 on a scale from 0 to 10."),
    Kind.MENTIONED: KindEntry(CUSTOMER, "Spoke of us to others where we could hear it.", ("text", "subject"), "A post that names our installer."),
    Kind.REFERRED: KindEntry(CUSTOMER, "Sent somebody else to us.", ("subject", "text"), "The neighbour calls because Aino told."),
    Kind.JOINED: KindEntry(CUSTOMER, "Joined or registered: an account, a trial, a newsletter.", ("subject", "about"), "Aino signs up for yearly service."),
    Kind.DECLINED: KindEntry(CUSTOMER, "Said no to an offer or an order.", ("about", "subject", "text"), "The offer was too dear."),
    Kind.LEFT: KindEntry(CUSTOMER, "Said goodbye: cancelled, resigned, closed the account.", ("about", "subject", "text"), "The service contract is cancelled."),
    Kind.REACHED_OUT: KindEntry(US, "Contacted the customer without having been asked.", ("actor", "subject", "text"), "The booker calls; nobody answers."),
    Kind.OFFERED: KindEntry(US, "Made an offer.", ("about", "amount", "currency", "actor", "subject"), "An offer for a pump and its installation."),
    Kind.PROMISED: KindEntry(US, "Said that something will be done by a time; said again with another time, it is re-dated.", ("due_at", "about", "pledge", "actor", "subject"), "Installation on 24 November."),
    Kind.INFORMED: KindEntry(US, "Told the customer something they had not asked.", ("about", "due_at", "actor", "text"), "The installation moves to 2 December."),
    Kind.STARTED: KindEntry(US, "Began the work.", ("about", "actor", "subject"), "The installers arrive."),
    Kind.DELIVERED: KindEntry(US, "Handed over what was ordered; the work is done.", ("about", "actor", "subject"), "The pump runs and the papers are signed."),
    Kind.FIXED: KindEntry(US, "Put right what was wrong.", ("about", "thread", "actor", "text"), "The noisy fan is changed."),
    Kind.CHARGED: KindEntry(US, "Sent an invoice or took a payment.", ("about", "amount", "currency"), "The final invoice."),
    Kind.HANDED_OVER: KindEntry(US, "Passed the customer from one of us to another.", ("actor", "to", "subject"), "From sales to the installation team."),
    Kind.DELIGHTED: KindEntry(US, "Did something kind that nobody had to.", ("actor", "text"), "Swept the neighbour's stairs too."),
}  # fmt: skip

# The fields of an interaction: name, kind of value, meaning. A mapping may fill these and no others;
# whatever else is worth keeping goes under `attributes`.
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "touchpoint": ("text", "The named place where it happened: web-shop, phone-support, installation."),
    "channel": ("text", "web, mail, phone, chat, store, visit, partner, app, post, other."),
    "thread": (
        "text",
        "The source's own conversation, ticket or case: what groups interactions into one encounter.",
    ),
    "about": ("text", "What it is about: an order, contract or case number. Promises are matched by it."),
    "subject": ("text", "A short line a person would say."),
    "text": ("text", "The words themselves."),
    "actor": ("text", "Who of us did it."),
    "to": ("text", "Whom a hand-over went to."),
    "due_at": ("moment", "When the promise falls due."),
    "pledge": ("kind", "Which of our kinds keeps the promise: delivered unless said otherwise."),
    "amount": ("money", "How much, in the currency's units; stored in minor units."),
    "currency": ("text", "ISO 4217 code."),
    "rating": ("number", "The rating as it was given."),
    "rating_low": ("number", "The worst end of the scale."),
    "rating_high": ("number", "The best end of the scale."),
    "automatic": ("yes or no", "Sent by a machine: an automatic acknowledgement is not a response."),
    "outcome": (
        "text",
        "How the encounter ended (solved, closed, lost ...); saying it closes the encounter.",
    ),
}
CHANNELS: Final = ("web", "mail", "phone", "chat", "store", "visit", "partner", "app", "post", "other")
