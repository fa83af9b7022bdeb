"""What a batch touched: the groups whose encounters, and the references whose promises, may now differ."""

from typing import Final

import msgspec

from polku.timeline import store_encounters, store_promises
from polku.timeline.folds.promises import reference
from polku.timeline.interaction import Interaction
from polku.timeline.store_interactions import ABOUT_PROMISES
from polku.timeline.vocabulary import Kind, Side

_ABOUT_PROMISES: Final = frozenset(ABOUT_PROMISES)


class Reach(msgspec.Struct):
    """From which moment on a reference was touched, and which pledges were made or moved in it."""

    since: int
    pledges: set[str]


class Touched(msgspec.Struct):
    """Gathers what new and moved interactions touch."""

    new: dict[store_encounters.Key, list[Interaction]] = msgspec.field(default_factory=dict)
    moved: dict[store_encounters.Key, int] = msgspec.field(default_factory=dict)  # from which moment on
    promises: dict[store_promises.Key, Reach] = msgspec.field(default_factory=dict)

    def add(self, customer_id: int, one: Interaction) -> None:
        """An interaction that is new in the log."""
        key = (customer_id, one.touchpoint, one.thread)
        if key in self.new:
            self.new[key].append(one)
        else:
            self.new[key] = [one]
        self._reach(customer_id, one)

    def move(self, customer_id: int, one: Interaction) -> None:
        """An interaction that this customer lost or won."""
        key = (customer_id, one.touchpoint, one.thread)
        self.moved[key] = min(one.occurred_at, self.moved.get(key, one.occurred_at))
        self._reach(customer_id, one)

    def moments(self) -> dict[store_encounters.Key, int]:
        """Each touched group with the earliest moment of what touched it."""
        moments = dict(self.moved)
        for key, interactions in self.new.items():
            first = min(one.occurred_at for one in interactions)
            moments[key] = min(first, moments.get(key, first))
        return moments

    def _reach(self, customer_id: int, one: Interaction) -> None:
        if one.side is Side.CUSTOMER and one.kind not in _ABOUT_PROMISES:
            return
        key = (customer_id, reference(one))
        reach = self.promises.get(key)
        if reach is None:
            reach = self.promises[key] = Reach(one.occurred_at, set())
        elif one.occurred_at < reach.since:
            reach.since = one.occurred_at
        if one.kind is Kind.PROMISED:
            reach.pledges.add(one.pledge or Kind.DELIVERED.value)
