"""Paths laid down without intake: what reading is measured over. Rows come in the order events would have come."""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec
from django.db import connection, transaction

from polku.lib.clock import DAY, HOUR, MINUTE, now
from polku.lib.digest import digest
from polku.timeline.folds.encounters import Encounter, fold_encounters
from polku.timeline.folds.promises import Promise, fold_promises
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

_BEGAN: Final = now() - 700 * DAY
_FIELDS: Final = Interaction.__struct_fields__
_ROUND: Final = (
    (Kind.VISITED, Side.CUSTOMER, "web-shop", "web"),
    (Kind.ASKED, Side.CUSTOMER, "mail-support", "mail"),
    (Kind.ANSWERED, Side.US, "mail-support", "mail"),
    (Kind.ORDERED, Side.CUSTOMER, "web-shop", "web"),
    (Kind.PROMISED, Side.US, "delivery", "post"),
    (Kind.PAID, Side.CUSTOMER, "web-shop", "web"),
    (Kind.DELIVERED, Side.US, "delivery", "post"),
    (Kind.RATED, Side.CUSTOMER, "survey", "mail"),
    (Kind.VISITED, Side.CUSTOMER, "web-shop", "web"),
    (Kind.COMPLAINED, Side.CUSTOMER, "phone-support", "phone"),
)


def interaction(person: int, number: int) -> Interaction:
    """Number `number` of one person's path: ten a round, a round in 60 days."""
    kind, side, touchpoint, channel = _ROUND[number % 10]
    step = 60 * DAY * (number // 10) // 10 if number >= 100 else 6 * DAY * number
    moment = _BEGAN + step + person % 1000 * MINUTE
    about = f"order-{person}-{number // 10}"
    return Interaction(
        occurred_at=moment,
        sequence=0,
        key=digest(str(person), str(number)),
        ordinal=0,
        kind=kind,
        side=side,
        touchpoint=touchpoint,
        channel=channel,
        thread=f"t-{person}-{number // 10}" if channel in {"mail", "phone"} else "",
        about=about,
        subject=f"{kind} number {number}",
        text="Some forty words that a person may write. " * 3 if side is Side.CUSTOMER else "",
        actor=f"agent-{person % 40}" if side is Side.US else "",
        due_at=moment + 4 * DAY if kind is Kind.PROMISED else None,
        amount=8950 if kind in {Kind.ORDERED, Kind.PAID} else None,
        currency="EUR" if kind in {Kind.ORDERED, Kind.PAID} else "",
        rating=float(number % 5 + 1) if kind is Kind.RATED else None,
        rating_low=1.0 if kind is Kind.RATED else None,
        rating_high=5.0 if kind is Kind.RATED else None,
    )


def lay_down(size: int, people: int) -> list[int]:
    """Write `size` interactions of `people` and their encounters and promises; returns the customers' ids."""
    each = size // people
    order = list(range(1, people + 1))
    random.Random(3).shuffle(order)
    _write("identity_identifier", "id, namespace, value, policy, entity, customer_id, first_at, crowded", (
        (n, "user_id", f"account-{n}", "unique", "person", n, _BEGAN, False) for n in range(1, people + 1)
    ))  # fmt: skip
    _write("identity_customer", "id, entity, name, known, first_at, last_at, interactions, revision", (
        (n, "person", f"Person {n}", True, _BEGAN, _BEGAN + each * 6 * DAY, each, 1) for n in range(1, people + 1)
    ))  # fmt: skip
    columns = ", ".join(f'"{name}"' for name in _FIELDS)
    told = ((person, number) for number in range(each) for person in order)
    _write("timeline_interaction", f"event_id, identifier_id, customer_id, {columns}", (
        (-event, person, person, *_row(interaction(person, number))) for event, (person, number) in enumerate(told, 1)
    ))  # fmt: skip
    _write(
        "timeline_encounter",
        "customer_id, " + ", ".join(Encounter.__struct_fields__),
        _encounters(order, each),
    )
    _write("timeline_promise", "customer_id, " + ", ".join(Promise.__struct_fields__), _promises(order, each))
    return order


def _row(one: Interaction) -> list[Any]:
    values = list(msgspec.structs.astuple(one))
    values[_FIELDS.index("attributes")] = ""
    return values


def _path(person: int, each: int) -> list[Interaction]:
    return [interaction(person, number) for number in range(each)]


def _encounters(order: list[int], each: int) -> Iterator[tuple[Any, ...]]:
    people_at = Encounter.__struct_fields__.index("people")
    for person in order:
        for one in fold_encounters(_path(person, each), HOUR // 2):
            values = list(msgspec.structs.astuple(one))
            values[people_at] = msgspec.json.encode(one.people).decode()
            yield (person, *values)


def _promises(order: list[int], each: int) -> Iterator[tuple[Any, ...]]:
    for person in order:
        for one in fold_promises(_path(person, each)):
            yield (person, *msgspec.structs.astuple(one))


def _write(table: str, columns: str, lines: Iterator[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * (columns.count(",") + 1))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    while part := list(islice(lines, 20_000)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, part)
