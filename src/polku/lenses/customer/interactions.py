"""A path as interactions: those of one encounter, or all in pages, newest first."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from polku.lenses.customer.cursor import from_cursor, to_cursor
from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.query import among, rows
from polku.timeline.interaction import Interaction

LONGEST_PAGE: Final = 500


class Kept(msgspec.Struct, frozen=True):
    """One interaction, whose it is, and the event in the log that told it."""

    event_id: int
    customer_id: int
    told: Interaction


class Interactions(msgspec.Struct, frozen=True):
    """One page of interactions; `after` leads to the next one, None at the path's beginning."""

    interactions: list[Kept]
    after: str | None


_FIELDS: Final = Interaction.__struct_fields__
_COLUMNS: Final = ", ".join(f'"{name}"' for name in _FIELDS)
_KEY_AT, _AUTOMATIC_AT, _ATTRIBUTES_AT = (_FIELDS.index(name) for name in ("key", "automatic", "attributes"))
_SELECT: Final = f"SELECT event_id, customer_id, {_COLUMNS} FROM timeline_interaction"
_CURSOR: Final = [int, int, str, int]


def interactions_of(encounter: EncounterNow, limit: int = LONGEST_PAGE) -> list[Kept]:
    """What happened in one encounter, in its order, `limit` at most."""
    facts = encounter.facts
    found = rows(
        f"{_SELECT} WHERE customer_id = %s AND occurred_at BETWEEN %s AND %s AND touchpoint = %s"
        ' AND thread = %s ORDER BY occurred_at, sequence, "key", ordinal LIMIT %s',
        [encounter.customer_id, facts.opened_at, facts.last_at, facts.touchpoint, facts.thread, limit],
    )
    return [_kept(row) for row in found]


def told_by(customers: Sequence[int], events: Sequence[int]) -> list[Kept]:
    """What these events told of these customers, in its order; of the first hundred events at most."""
    found = rows(
        f"{_SELECT} WHERE {among('event_id', events[:100])} AND {among('customer_id', customers)}"
        ' ORDER BY occurred_at, sequence, "key", ordinal',
        [*events[:100], *customers],
    )
    return [_kept(row) for row in found]


def interactions(customer_id: int, after: str | None = None, limit: int = 50) -> Interactions:
    """One customer's interactions, newest first; WrongCursor where `after` is none of ours."""
    return newest_interactions([customer_id], after, limit)


def newest_interactions(customers: Sequence[int], after: str | None, limit: int) -> Interactions:
    """Several customers' interactions as one path, newest first."""
    condition, parameters = among("customer_id", customers), list[Any](customers)
    if after:
        occurred_at, sequence, key, ordinal = from_cursor(after, _CURSOR)
        condition += ' AND (occurred_at, sequence, "key", ordinal) < (%s, %s, %s, %s)'
        parameters += [occurred_at, sequence, _bytes(key), ordinal]
    size = max(1, min(limit, LONGEST_PAGE))
    found = rows(
        f"{_SELECT} WHERE {condition}"
        ' ORDER BY occurred_at DESC, sequence DESC, "key" DESC, ordinal DESC LIMIT %s',
        [*parameters, size + 1],
    )
    page = [_kept(row) for row in found[:size]]
    return Interactions(page, _cursor(page[-1].told) if len(found) > size else None)


def _cursor(last: Interaction) -> str:
    return to_cursor([last.occurred_at, last.sequence, last.key.hex(), last.ordinal])


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""  # Sorts before every key: a forged cursor reads on, it does not fail.


def _kept(row: tuple[Any, ...]) -> Kept:
    columns = list(row[2:])
    columns[_KEY_AT] = bytes(columns[_KEY_AT])
    columns[_AUTOMATIC_AT] = bool(columns[_AUTOMATIC_AT])
    attributes = columns[_ATTRIBUTES_AT]
    columns[_ATTRIBUTES_AT] = msgspec.json.decode(attributes) if attributes else None
    told = Interaction(**dict(zip(_FIELDS, columns, strict=True)))
    return Kept(row[0], row[1], told)
