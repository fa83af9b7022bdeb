"""Where a life is written while it is drawn: what happened, in any order, and in the end in time's."""

from dataclasses import dataclass
from operator import itemgetter
from random import Random
from typing import Any, Final

from polku.demo.happening import Happening, Party, What
from polku.demo.lives import calendar, seasons
from polku.demo.lives.home import draw_home
from polku.demo.lives.luck import luck_of
from polku.demo.lives.people import draw_people
from polku.demo.lives.phrases import say
from polku.demo.truths import CONTACT_POINTS, CONTACT_WAITS, Truth

_AT: Final = itemgetter(0, 1)


@dataclass(slots=True)
class Occasion:
    """We ask for a rating: when, of what, whom, and what they went through (facts cost or give points)."""

    at: int
    about: str
    who: Party
    thread: str
    points: int
    facts: tuple[str, ...]


class Diary:
    """One life while it is drawn."""

    __slots__ = (
        "_language",
        "_lucks",
        "_seed",
        "_slots",
        "_told",
        "_words",
        "contact_changed",
        "home",
        "joined_at",
        "last",
        "number",
        "occasions",
        "people",
        "until",
        "without",
    )

    def __init__(self, number: int, seed: int, until: int, without: frozenset[Truth]) -> None:
        self.number, self._seed, self.until, self.without = number, seed, until, without
        # The moment after which nothing more is told.
        self.last = until + seasons.DAYS_AFTER * calendar.DAY
        self._lucks: dict[str, Random] = {}
        self._words = self.luck("words")
        self._told: list[tuple[int, int, What, Party, dict[str, Any]]] = []
        self.occasions: list[Occasion] = []
        luck = self.luck("people")
        self.people = draw_people(number, luck)
        self.home = draw_home(bool(self.people.buys.organisation), luck)
        self._language = self.people.language
        self.contact_changed = False
        self.joined_at = 0  # the newsletter; 0 is never
        self._slots = {
            "size": str(self.home.size),
            "built": str(self.home.built),
            "model": self.home.model,
            "city": self.people.buys.city,
            "name": self.people.asks.name,
            "organisation": self.people.buys.organisation,
        }

    def luck(self, concern: str) -> Random:
        luck = self._lucks.get(concern)
        if luck is None:
            luck = self._lucks[concern] = luck_of(self._seed, self.number, concern)
        return luck

    def holds(self, truth: Truth) -> bool:
        return truth not in self.without

    @property
    def told(self) -> int:
        """How much has been written down so far."""
        return len(self._told)

    @property
    def care(self) -> str:
        """The key of what they care about."""
        return f"{'trade' if self.people.buys.organisation else 'care'}.{self.home.care}"

    @property
    def waits(self) -> float:
        """What every wait of ours is multiplied by."""
        return CONTACT_WAITS if self.contact_changed and self.holds(Truth.CONTACT_CHANGE) else 1.0

    def tell(self, at: int, what: What, who: Party, **facts: Any) -> None:
        """Write down what happened; facts are the happening's own fields."""
        if at <= self.last:
            self._told.append((at, len(self._told), what, who, facts))

    def know(self, **slots: str) -> None:
        """What texts may speak of from now on."""
        self._slots.update(slots)

    def say(self, *keys: str, matching: int | None = None) -> str:
        """In the people's language; with `matching`, that way of the last key."""
        return say(self._language, keys, self._words, self._slots, matching)

    def ask_for_rating(
        self, at: int, about: str, who: Party, thread: str, points: int = 0, *facts: str
    ) -> None:
        """`points` that this experience costs, and the facts that the words may name."""
        if self.contact_changed and self.holds(Truth.CONTACT_CHANGE):
            points += CONTACT_POINTS
            facts = (*facts, "contact")
        self.occasions.append(Occasion(at, about, who, thread, points, facts))

    def happenings(self) -> list[Happening]:
        """Everything told, in time order; what was told first comes first where moments are equal."""
        return [
            Happening(at=at, what=what, who=who, number=number, **facts)
            for number, (at, _, what, who, facts) in enumerate(sorted(self._told, key=_AT))
        ]
