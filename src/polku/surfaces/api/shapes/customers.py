"""Shapes of a customer: who, what is open, what was bought and said."""

from typing import Any

import msgspec

from polku.lenses.customer.page import CustomerPage
from polku.surfaces.api.shapes.promises import Promise, promise
from polku.surfaces.api.shapes.values import Moment, Money, Shape, money


class Listed(Shape):
    """One customer in a list."""

    id: int
    entity: str
    name: str
    known: bool
    first_at: Moment
    last_at: Moment
    interactions: int


class Customers(Shape):
    """A page of customers."""

    customers: list[Listed]
    next: str | None


class Name(Shape):
    """A name that a source uses for the customer."""

    namespace: str
    value: str
    policy: str
    first_at: Moment


class Fact(Shape):
    """A fact as last told."""

    name: str
    value: Any
    told_at: Moment
    event_id: int


class Belongs(Shape):
    """Somebody the customer belongs to, or who belongs to the customer."""

    id: int
    name: str
    last_at: Moment
    since: Moment


class Contact(Shape):
    """The contact person: met in `met` of the last `among` encounters with people."""

    actor: str
    since: Moment
    met: int
    among: int


class Waiting(Shape):
    """A conversation that waits for us."""

    customer_id: int
    touchpoint: str
    thread: str
    channel: str
    opened_at: Moment
    waiting_since: Moment
    questions: int
    subject: str
    text: str


class Complaint(Shape):
    """A complaint that nobody has put right yet."""

    customer_id: int
    occurred_at: Moment
    event_id: int
    touchpoint: str
    channel: str
    subject: str
    text: str
    about: str


class Open(Shape):
    """What somebody owes an answer to."""

    waiting: list[Waiting]
    promises: list[Promise]
    complaints: list[Complaint]


class Purchases(Shape):
    """Sums in one currency; an amount is null where none was told."""

    currency: str
    orders: int
    ordered: Money | None
    payments: int
    paid: Money | None
    returns: int
    returned: Money | None
    last_order_at: Moment | None


class Rating(Shape):
    """A rating as given, with its scale where that was told."""

    customer_id: int
    occurred_at: Moment
    event_id: int
    touchpoint: str
    rating: float
    rating_low: float | None
    rating_high: float | None
    text: str
    about: str


class Customer(Shape):
    """A customer, or an organisation together with its people."""

    id: int
    entity: str
    name: str
    known: bool
    first_at: Moment
    last_at: Moment
    interactions: int
    encounters: int
    identifiers: list[Name]
    facts: list[Fact]
    organisations: list[Belongs]
    members: list[Belongs]
    contact: Contact | None
    open: Open
    purchases: list[Purchases]
    ratings: list[Rating]


def customer(page: CustomerPage) -> dict[str, Any]:
    """The customer's page as the API tells it."""
    who = msgspec.structs.asdict(page.who)
    return who | {
        "interactions": page.counts.interactions,
        "encounters": page.counts.encounters,
        "identifiers": page.names,
        "facts": page.facts,
        "organisations": page.organisations,
        "members": page.members,
        "contact": page.contact,
        "open": {
            "waiting": page.open.waiting,
            "promises": [promise(one) for one in page.open.promises],
            "complaints": page.open.complaints,
        },
        "purchases": [
            msgspec.structs.asdict(sums)
            | {name: money(getattr(sums, name), sums.currency) for name in ("ordered", "paid", "returned")}
            for sums in page.purchases
        ],
        "ratings": page.ratings,
    }
