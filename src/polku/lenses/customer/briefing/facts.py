"""What the rules may know of a customer. Moments are microseconds UTC, amounts minor units. Knows no Django."""

from collections import Counter
from functools import cached_property

import msgspec

from polku.lenses.customer.belonging import Belongs
from polku.lenses.customer.briefing.points import Evidence, Place
from polku.lenses.customer.briefing.quotes import LONGEST, Quote, masked, quoted, shortened
from polku.lenses.customer.complaints import Complaint
from polku.lenses.customer.contact import Contact
from polku.lenses.customer.promises import PromiseNow
from polku.lenses.customer.purchases import Purchase, Sums
from polku.lenses.customer.waiting import Waiting
from polku.lenses.customer.who import Fact, Who
from polku.timeline.vocabulary import Kind, Side


class Happened(msgspec.Struct, frozen=True, gc=False):
    """One interaction, as far as rules read it; `text` may be cut after some hundred characters."""

    event_id: int
    ordinal: int  # its number among the event's interactions
    customer_id: int
    occurred_at: int
    kind: str
    side: str
    touchpoint: str
    thread: str = ""
    about: str = ""
    subject: str = ""
    text: str = ""
    actor: str = ""
    due_at: int | None = None
    amount: int | None = None
    currency: str = ""
    rating: float | None = None
    rating_low: float | None = None
    rating_high: float | None = None

    @property
    def reference(self) -> str:
        """What it is about, as promises are matched."""
        return self.about or self.thread

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.event_id, self.ordinal)


def matter_of(one: Happened) -> str:
    """What two points would both be about."""
    return f"told:{one.event_id}.{one.ordinal}"


class Met(msgspec.Struct, frozen=True):
    """One encounter, as far as rules read it."""

    customer_id: int
    touchpoint: str
    thread: str
    channel: str
    opened_at: int
    first_asked_at: int | None
    first_response: int | None
    waiting_for: str
    waiting_since: int | None
    people: list[str]


class Facts(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A customer, or an organisation together with its people, as of `now`. Lists of moments are newest first."""

    now: int
    language: str  # the reader's
    abandon_after: int  # microseconds after which we expect no answer of theirs any more
    who: Who
    traits: list[Fact] = []
    organisations: list[Belongs] = []
    members: list[Belongs] = []
    colleagues: list[str] = []  # names of others in the first organisation, the latest met first
    sharing: list[str] = []  # names of others who use an address or number of this customer
    contact: Contact | None = None
    titles: dict[str, str] = {}  # of touchpoints that the map knows, in the reader's language
    waiting: list[Waiting] = []
    complaints: list[Complaint] = []
    promises: list[PromiseNow] = []
    purchases: list[Sums] = []
    last_purchase: Purchase | None = None
    happened: list[Happened] = []  # neither visits nor what machines sent
    met: list[Met] = []

    @cached_property
    def ours(self) -> list[str]:
        """Who of us this customer has met or heard from."""
        return list(dict.fromkeys(actor for one in self.met for actor in one.people))

    @cached_property
    def called(self) -> Counter[tuple[str, str]]:
        """How many promises have that subject and touchpoint."""
        return Counter((one.facts.subject, one.facts.touchpoint) for one in self.promises)

    @property
    def left_at(self) -> int | None:
        """When they said goodbye, where nothing was ordered since."""
        for one in self.happened:
            if one.kind == Kind.ORDERED:
                return None
            if one.kind == Kind.LEFT:
                return one.occurred_at
        return None

    def place(self, touchpoint: str) -> Place:
        """The touchpoint, with its title where the map knows it."""
        return Place(touchpoint, self.titles.get(touchpoint, ""))

    def name_of(self, customer_id: int) -> str:
        """Whose word it is, on an organisation's page; "" on a person's own."""
        return next((one.name for one in self.members if one.id == customer_id), "")

    def quote(self, text: str, customer_id: int) -> Quote | None:
        """That customer's own words."""
        by = self.name_of(customer_id)
        return quoted(text, self.ours, by, by or self.who.name)

    def note(self, text: str, longest: int = LONGEST) -> str:
        """Our own words, in one line."""
        words = shortened(masked(text, self.ours), longest)
        return words.text if words else ""

    def ordered_after(self, moment: int) -> bool:
        """Whether something was ordered after that moment."""
        return any(one.occurred_at > moment for one in self.theirs(Kind.ORDERED))

    @property
    def in_use_since(self) -> int | None:
        """When what they ordered last came to them, else when they ordered it; None where they never did."""
        orders = self.theirs(Kind.ORDERED)
        if not orders:
            return None
        came = [
            one.occurred_at for one in self.our(Kind.DELIVERED) if one.occurred_at >= orders[0].occurred_at
        ]
        return came[-1] if came else orders[0].occurred_at

    def theirs(self, *kinds: Kind) -> list[Happened]:
        """What the customer did, of these kinds; of all without any."""
        return self._done(Side.CUSTOMER, kinds)

    def our(self, *kinds: Kind) -> list[Happened]:
        """What we did, of these kinds."""
        return self._done(Side.US, kinds)

    def at(self, place: Waiting | Complaint | Met, moment: int, *kinds: Kind) -> list[Happened]:
        """What that customer did at that moment in that conversation."""
        there = (place.customer_id, place.touchpoint, place.thread, moment)
        return [
            one
            for one in self.theirs(*kinds)
            if (one.customer_id, one.touchpoint, one.thread, one.occurred_at) == there
        ]

    def _done(self, side: Side, kinds: tuple[Kind, ...]) -> list[Happened]:
        """Looked up once: many rules ask for the same."""
        if (side, kinds) not in self._known:
            found = [one for one in self.happened if one.side == side and (not kinds or one.kind in kinds)]
            self._known[side, kinds] = found
        return self._known[side, kinds]

    @cached_property
    def _known(self) -> dict[tuple[Side, tuple[Kind, ...]], list[Happened]]:
        return {}

    def waits(self, one: Happened | Complaint) -> bool:
        """Whether the conversation it belongs to waits for us, since then or longer."""
        place = (one.customer_id, one.touchpoint, one.thread)
        return any(
            (each.customer_id, each.touchpoint, each.thread) == place and one.occurred_at >= each.opened_at
            for each in self.waiting
        )
