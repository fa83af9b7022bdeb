"""Everything about one customer that stands on one page: a fixed, small number of indexed questions."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from polku.lenses.customer.belonging import Belongs, members_of, organisations_of
from polku.lenses.customer.complaints import Complaint, open_complaints
from polku.lenses.customer.contact import Contact, contact_of
from polku.lenses.customer.promises import PromiseNow, promises_of
from polku.lenses.customer.purchases import Purchase, Sums, last_purchase, sums_of
from polku.lenses.customer.query import among, rows
from polku.lenses.customer.voice import Rating, Words, last_ratings, last_words
from polku.lenses.customer.waiting import Waiting, waiting_for_us
from polku.lenses.customer.who import Fact, Named, Who, facts_of, names_of, who
from polku.timeline.folds.promises import State


class Open(msgspec.Struct, frozen=True):
    """What somebody owes an answer to: questions, promises not done (overdue first), complaints."""

    waiting: list[Waiting]
    promises: list[PromiseNow]
    complaints: list[Complaint]


class Counts(msgspec.Struct, frozen=True):
    """How much there is."""

    interactions: int
    encounters: int
    questions: int
    promises: dict[State, int]


class CustomerPage(msgspec.Struct, frozen=True):
    """One customer, or an organisation together with its people, as of `now`."""

    now: int
    who: Who
    names: list[Named]
    facts: list[Fact]
    organisations: list[Belongs]
    members: list[Belongs]
    contact: Contact | None
    open: Open
    promised: list[PromiseNow]
    purchases: list[Sums]
    last_purchase: Purchase | None
    ratings: list[Rating]
    words: list[Words]
    counts: Counts

    @property
    def whose(self) -> list[int]:
        """The customers whose path this is: the customer, and an organisation's people."""
        return [self.who.id, *(member.id for member in self.members)]

    @property
    def revision(self) -> int:
        """Grows with every change of what the page shows."""
        return max([self.who.revision, *(member.revision for member in self.members)])


def customer_page(customer_id: int, now: int) -> CustomerPage | None:
    """The customer of that present id, or None. An organisation is shown together with its people."""
    present = who(customer_id)
    if present is None:
        return None
    organisation = present.entity == "organisation"
    members = members_of(customer_id) if organisation else []
    whose = [customer_id, *(member.id for member in members)]
    promised = promises_of(whose, now)
    return CustomerPage(
        now=now,
        who=present,
        names=names_of(customer_id),
        facts=facts_of(customer_id),
        organisations=[] if organisation else organisations_of(customer_id),
        members=members,
        contact=contact_of(whose),
        open=_open(whose, promised),
        promised=promised,
        purchases=sums_of(whose),
        last_purchase=last_purchase(whose),
        ratings=last_ratings(whose),
        words=last_words(whose),
        counts=_counts(whose, promised),
    )


def _open(whose: Sequence[int], promised: Sequence[PromiseNow]) -> Open:
    pending = sorted((one for one in promised if one.pending), key=lambda one: one.facts.due_at)
    return Open(waiting_for_us(whose), pending, open_complaints(whose))


def _counts(whose: Sequence[int], promised: Sequence[PromiseNow]) -> Counts:
    ((encounters, interactions, questions),) = rows(
        "SELECT COUNT(*), COALESCE(SUM(interactions), 0), COALESCE(SUM(questions), 0)"
        f" FROM timeline_encounter WHERE {among('customer_id', whose)}",
        whose,
    )
    return Counts(int(interactions), encounters, int(questions), dict(Counter(one.state for one in promised)))
