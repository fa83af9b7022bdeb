"""What points say, as facts. Nothing here measures one of our people: who was met is named, never judged.

Moments are microseconds UTC, durations microseconds, amounts minor units. Knows no Django.
"""

from enum import StrEnum
from typing import Any

from polku.lenses.customer.briefing.points import Place, Said
from polku.lenses.customer.briefing.quotes import Quote


class Telling(StrEnum):
    """Whether the customer knows of a promise's change or delay."""

    FIRST = "first"  # told before they asked, and before it was due
    AFTER_DUE = "after_due"  # told before they asked, when it was due already
    AFTER_ASKING = "after_asking"
    ASKED = "asked"  # they asked, and were not told
    NOT = "not"


class What(Said, frozen=True):
    """What was promised: its subject where one was told, else its place; its number where it needs one."""

    subject: str
    place: Place
    reference: str


# Who they are to us
class Nothing(Said, frozen=True):
    """Nobody has told anything but that they exist."""


class OnlyVisits(Said, frozen=True):
    """They came by, and have not spoken with us."""

    last_at: int


class CustomerSince(Said, frozen=True):
    """The first order; how many, for how much, and the latest."""

    since: int
    orders: int
    amount: int | None
    currency: str
    latest: str
    latest_at: int


class NotYet(Said, frozen=True):
    """In touch, and nothing ordered; `for_organisation` where they may have come for theirs."""

    since: int
    for_organisation: bool


class LeftUs(Said, frozen=True):
    """They said goodbye."""

    at: int
    quote: Quote | None


class People(Said, frozen=True):
    """Whom we know of an organisation, the latest met first; how many more."""

    names: list[str]
    more: int


class BelongsTo(Said, frozen=True):
    """Their organisation, and others of it whom we know."""

    organisation: str
    others: list[str]


class Shares(Said, frozen=True):
    """Others who use the same address or number."""

    names: list[str]


class Speaks(Said, frozen=True):
    """The language they told, where it is not the one the reader reads."""

    language: str


class Meets(Said, frozen=True):
    """The contact person."""

    actor: str
    since: int
    met: int
    among: int


class MeetsMany(Said, frozen=True):
    """No contact person: how many of us they met in their last encounters."""

    people: int
    among: int


class MeetsAnother(Said, frozen=True):
    """The contact person changed lately."""

    actor: str
    since: int
    before: str


# What was promised
class Overdue(Said, frozen=True):
    """Not done, and its last agreed time has passed."""

    what: What
    original_due_at: int
    due_at: int
    telling: Telling


class Moved(Said, frozen=True):
    """Not done yet, and has another date than the first one."""

    what: What
    original_due_at: int
    due_at: int
    telling: Telling


class DoneLate(Said, frozen=True):
    """Done, after its first date."""

    what: What
    original_due_at: int
    done_at: int
    telling: Telling


class Kept(Said, frozen=True):
    """The latest promise was kept; `all_of` where every one of so many was."""

    what: What
    original_due_at: int
    done_at: int
    all_of: int


class OftenLate(Said, frozen=True):
    """More than one of their promises was late or broken."""

    late: int
    all_of: int


# What went wrong
class Complained(Said, frozen=True):
    """A complaint that nobody has put right; `waits` since then for any answer at all, if it does."""

    at: int
    quote: Quote | None
    waits: bool


class PutRight(Said, frozen=True):
    """A complaint that was put right."""

    at: int
    fixed_at: int
    quote: Quote | None


class ComplainedOften(Said, frozen=True):
    """Complaints within a year."""

    times: int
    last_at: int


class AskedAgain(Said, frozen=True):
    """Asked more than once about one matter; how often we answered."""

    times: int
    answered: int
    first_at: int
    about: str
    quote: Quote | None


class WaitedLonger(Said, frozen=True):
    """The last first answer took longer than is usual for them."""

    at: int
    waited: int
    usual: int


class SentBack(Said, frozen=True):
    """They returned something."""

    at: int
    subject: str
    amount: int | None
    currency: str


# In their own words
class Rated(Said, frozen=True):
    """A rating as given; `rank` says which: last, lowest, highest."""

    rank: str
    at: int
    rating: float
    low: float | None
    high: float | None
    quote: Quote | None


class Spoke(Said, frozen=True):
    """They thanked us, told others of us, or said no, with their words if there are any; `kind` says which."""

    kind: str
    at: int
    quote: Quote | None


class SentSomebody(Said, frozen=True):
    """They sent somebody to us."""

    at: int


class Kindness(Said, frozen=True):
    """Something kind that we did, in our own words."""

    at: int
    note: str


class LastAsked(Said, frozen=True):
    """Their last question, answered."""

    at: int
    quote: Quote


# What they have told us already
class ToldUs(Said, frozen=True):
    """Facts they told: name and value."""

    facts: list[tuple[str, Any]]


class AnsweredUs(Said, frozen=True):
    """What we asked, in our words, and their answer, in theirs."""

    at: int
    question: str
    quote: Quote


# What comes next
class Asks(Said, frozen=True):
    """A question that waits for us, how often it was asked; what they usually wait, where this is longer."""

    since: int
    times: int
    place: Place
    quote: Quote | None
    usual: int | None


class Due(Said, frozen=True):
    """A promise that falls due."""

    what: What
    due_at: int


class Offered(Said, frozen=True):
    """An offer without an answer."""

    at: int
    amount: int | None
    currency: str
    subject: str


class WeAsked(Said, frozen=True):
    """We asked and they have not answered; in our words."""

    since: int
    question: str


class Silent(Said, frozen=True):
    """They have been silent for longer than is usual for them."""

    last_at: int
    length: int
    usual: int


class ReachedOut(Said, frozen=True):
    """We got in touch and heard nothing; in our words."""

    at: int
    note: str
