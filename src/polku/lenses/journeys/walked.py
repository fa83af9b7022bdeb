"""The walks asked about, step by step, as an event log: some ten thousand steps at a time, so that memory stays flat."""

from collections.abc import Iterator
from typing import Final

import ibis
import msgspec
import pyarrow as pa

from polku.engine.engine import ask
from polku.engine.tables import table
from polku.lenses.asked import FEWEST, Asked, WrongQuestion
from polku.lenses.journeys.steps import steps, within

STEPS_AT_A_TIME: Final = 50_000  # a customer's walks are never parted, so one of more steps comes at once
# Of an interaction, beside what a step has: what others may be told. No words, no names of customers are in the engine.
TOLD: Final = (
    "kind", "side", "channel", "actor", "to", "thread", "about", "due_at", "outcome", "felt", "amount", "currency",
    "automatic",
)  # fmt: skip
NAMED: Final = ("touchpoint", "kind", "side", "channel", "actor", "to", "outcome", "currency")


class Extent(msgspec.Struct, frozen=True):
    """How much is in an export, and everything told until `fresh_to`."""

    customers: int
    walks: int
    steps: int
    fresh_to: int


def walked(asked: Asked) -> ibis.Table:
    """Every step of the walks that began in the period: a walk is told whole or not at all."""
    found = steps(asked, *TOLD)
    if asked.since is not None or asked.until is not None:
        began = found.occurred_at.min().over(group_by=["customer", "walk"])
        found = within(found.mutate(began=began), asked, "began")
    return found.select("customer", "walk", "number", "touchpoint", "occurred_at", *TOLD)


def extent(asked: Asked) -> Extent:
    """What an export would hold. WrongQuestion where it would be of nobody."""
    found = walked(asked)
    counted = ask(
        found.aggregate(customers=found.customer.nunique(), walks=found.walk.nunique(), steps=found.count())
    )
    (row,) = counted.rows.to_pylist()
    if not row["steps"]:
        raise WrongQuestion("Nothing happened there: no customer is in this question.")
    return Extent(**row, fresh_to=counted.fresh_to)


def of_enough(found: Extent, asked: Asked) -> None:
    """WrongQuestion for a segment of so few that codes would hide nobody."""
    if asked.segment and found.customers < FEWEST:
        raise WrongQuestion(
            f"Fewer than {FEWEST} customers are in this segment: behind codes, they would be known all the same."
        )


def walks_in_parts(asked: Asked, at_a_time: int = STEPS_AT_A_TIME) -> Iterator[pa.Table]:
    """The steps by customer, walk and number; codes of names have become names.

    Each part is of one moment; between two, the copy may have moved on.
    """
    names = _Names()
    for first, last in _spans(at_a_time):
        found = walked(asked)
        found = found.filter((found.customer >= first) & (found.customer <= last))
        part = ask(found.order_by("customer", "walk", "number")).rows
        if part.num_rows:
            yield names.spelled(part, NAMED)


def customers_in_parts(asked: Asked, at_a_time: int = STEPS_AT_A_TIME) -> Iterator[pa.Table]:
    """The customers of these walks: customer, entity, known, and the `organisation` a person belongs to, else 0."""
    names = _Names()
    links = table("membership").group_by("customer").aggregate(organisation=ibis._.organisation.min())
    for first, last in _spans(at_a_time):
        found = walked(asked)
        chosen = found.filter((found.customer >= first) & (found.customer <= last)).select("customer")
        people = table("customer")
        people = people.filter(people.customer.isin(chosen.customer)).left_join(links, "customer")
        part = ask(
            people.select(
                "customer", "entity", "known", organisation=ibis.coalesce(people.organisation, 0)
            ).order_by("customer")
        ).rows
        if part.num_rows:
            yield names.spelled(part, ("entity",))


def touchpoints_of(asked: Asked) -> list[str]:
    """The touchpoints that these walks come to, in order of their names."""
    found = walked(asked).select("touchpoint").distinct()
    named = found.join(table("name").rename(touchpoint="code"), "touchpoint").select("name").order_by("name")
    told: list[str] = ask(named).rows.column("name").to_pylist()
    return told


def _spans(at_a_time: int) -> list[tuple[int, int]]:
    """First and last customer of each part, by how many interactions they have."""
    people = table("customer").select("customer", "interactions")
    before = people.interactions.sum().over(order_by="customer", rows=(None, 0)) - people.interactions
    parts = people.mutate(part=(before / at_a_time).floor().cast("int64"))
    found = parts.group_by("part").aggregate(first=parts.customer.min(), last=parts.customer.max())
    told = ask(found.order_by("first")).rows.to_pydict()
    return list(zip(told["first"], told["last"], strict=True))


class _Names:
    """What the engine's codes mean. New ones may come while an export goes on: then all are asked anew."""

    def __init__(self) -> None:
        self._names = pa.array([], pa.string())
        self._known = 0

    def spelled(self, part: pa.Table, columns: tuple[str, ...]) -> pa.Table:
        """The table with names in place of codes."""
        highest = max(max(part.column(name).to_pylist(), default=0) for name in columns)
        if highest >= self._known:
            self._ask()
        for name in columns:
            place = part.schema.get_field_index(name)
            part = part.set_column(place, name, self._names.take(part.column(name).combine_chunks()))
        return part

    def _ask(self) -> None:
        told = ask(table("name")).rows.to_pydict()
        spelled = [""] * (max(told["code"]) + 1)
        for code, name in zip(told["code"], told["name"], strict=True):
            spelled[code] = name
        self._names, self._known = pa.array(spelled, pa.string()), len(spelled)
