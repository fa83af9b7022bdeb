"""Companies unlike the demo's, each with truths about leaving that were planted, and with what only looks like one."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from polku.lib.clock import DAY, HOUR, MINUTE
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Mark, Touchpoint

Path = list[Interaction]
END = 700 * DAY
_THEIRS = {"asked", "ordered", "paid", "rated", "complained", "left", "declined", "joined", "visited"}


class Life:
    """One customer's path as it is lived, day by day."""

    def __init__(self, luck: np.random.Generator, begins: float) -> None:
        self.luck, self.day, self.path = luck, begins, Path()

    def chance(self, share: float) -> bool:
        return bool(self.luck.random() < share)

    def wait(self, low: float, high: float) -> None:
        self.day += float(self.luck.uniform(low, high))

    def does(self, kind: str, touchpoint: str, **told: Any) -> None:
        side = Side.CUSTOMER if kind in _THEIRS else Side.US
        at = int(self.day * DAY)
        self.path.append(
            Interaction(
                occurred_at=at, sequence=len(self.path), key=b"", ordinal=0, kind=Kind(kind), side=side,
                touchpoint=touchpoint, **told,
            )
        )  # fmt: skip

    def lived(self) -> Path:
        return [one for one in self.path if one.occurred_at < END]


def lives(company: Callable[[Life], None], customers: int, seed: int = 1) -> Iterator[Path]:
    for number in range(customers):
        luck = np.random.default_rng([seed, number])
        life = Life(luck, float(luck.uniform(1, 400)))
        company(life)
        if path := life.lived():
            yield path


def broadband(life: Life) -> None:
    """Who was let wait twice for the technician, or had Vire, goes more often; those let wait get apologies.

    Everybody gets letters as long as they stay: of those who stay, more.
    """
    life.does("ordered", "shop", channel="web")
    missed, partner = 0, life.luck.choice(["Vire", "Utu", "Kaarna"])
    while missed < 3 and life.chance(0.4):
        life.wait(2, 8)
        life.does("informed", "missed-visit")
        missed += 1
    if missed and life.chance(0.8):
        life.does("informed", "apology")
    life.wait(2, 8)
    life.does("delivered", "installation", attributes={"partner": str(partner)})
    while life.day * DAY < END:
        for _ in range(int(life.luck.poisson(1))):
            life.wait(5, 30)
            life.does("informed", "newsletter", automatic=True)
        life.wait(5, 60)
        life.does("asked", "support-call", channel="phone", thread=f"call {life.day}")
        life.day += float(life.luck.exponential(20 * MINUTE / DAY))
        life.does("answered", "support-call", thread=life.path[-1].thread, actor="ann")
        if life.chance(0.1 + 0.2 * (missed >= 2) + 0.1 * (partner == "Vire")):
            life.wait(1, 9)
            life.does("left", "cancel-form")
            return


def machines(life: Life) -> None:
    """Leads, one after another: a seller who changes, or a day moved without a word, and it is lost more often."""
    for number in range(int(life.luck.integers(1, 4))):
        lead = f"lead {number}"
        life.does("asked", "quote-request", thread=lead, channel="web")
        life.day += float(life.luck.lognormal(0, 0.8))
        changes, moved = life.chance(0.3), life.chance(0.3)
        life.does("answered", "sales-call", thread=lead, actor="sara")
        life.wait(1, 6)
        due = int((life.day + 10) * DAY)
        life.does(
            "promised", "site-visit", thread=lead, about=lead, due_at=due, pledge="delivered", actor="sara"
        )
        if moved:
            life.wait(6, 8)
            life.does(
                "promised", "back-office", thread=lead, about=lead, due_at=due + 9 * DAY, pledge="delivered"
            )
        life.day = due / DAY + (8 if moved else -1)
        life.does("delivered", "trial", thread=lead, about=lead, actor="olli" if changes else "sara")
        life.wait(1, 5)
        life.does(
            "offered",
            "offer",
            thread=lead,
            about=lead,
            actor="olli" if changes else "sara",
            amount=900_000,
            currency="EUR",
        )
        life.wait(2, 20)
        if life.chance(0.12 + 0.18 * changes + 0.2 * moved):
            life.does("declined", "answer", thread=lead, about=lead)
        else:
            life.does("ordered", "contract", thread=lead, about=lead)
        life.wait(30, 120)


def shop(life: Life) -> None:
    """Orders again and again; who got the last one late may not come back, and says nothing. Long ago is forgotten."""
    number = 0
    while life.day * DAY < END:
        order, number = f"order {number}", number + 1
        life.does("ordered", "shop", about=order, amount=5_000, currency="EUR")
        life.does("promised", "shop", about=order, due_at=int(life.day * DAY) + 4 * DAY, pledge="delivered")
        late = life.chance(0.25)
        life.wait(*((5, 9) if late else (1, 3.9)))
        life.does("delivered", "parcel", about=order)
        if life.chance(0.2):
            life.wait(0.1, 2)
            life.does("asked", "help-desk", thread=f"{order}?")
            life.day += 3 * HOUR / DAY
            life.does("answered", "help-desk", thread=f"{order}?", actor="ann")
            life.wait(0.1, 1)
        if life.chance(0.12 + 0.25 * late):
            return
        life.day += float(life.luck.exponential(20)) + 2


def sale(*places: str) -> Journey:
    """A journey per lead, from the first of the places on."""
    touchpoints = tuple(Touchpoint(place, {"": place}, "web", "Sales") for place in places)
    stages = (DeclaredStage("all", {"": "All"}, touchpoints),)
    return Journey("sale", {"": "Sale"}, "", "lead", (Mark(places[0]),), (), stages)
