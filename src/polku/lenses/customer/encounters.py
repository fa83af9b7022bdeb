"""A path as encounters, newest first, in pages whose cursors stay put while events arrive."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec
from django.conf import settings

from polku.lenses.customer.cursor import from_cursor, to_cursor
from polku.lenses.customer.query import WAITING_FOR_US, among, rows
from polku.lib.clock import DAY
from polku.timeline.folds.encounters import Encounter, Status, status

LONGEST_PAGE: Final = 500


class Show(StrEnum):
    """Which encounters of a path to show."""

    ALL = "all"
    WAITING = "waiting"
    COMPLAINTS = "complaints"
    PROMISES = "promises"
    RATED = "rated"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What narrows a path. `since` and `until` are moments, both included; "" means any."""

    show: Show = Show.ALL
    touchpoint: str = ""
    channel: str = ""
    kind: str = ""
    since: int | None = None
    until: int | None = None


class EncounterNow(msgspec.Struct, frozen=True):
    """An encounter's facts, whose it is, and its status at the asked moment; `key` names it in addresses."""

    key: str
    customer_id: int
    status: Status
    facts: Encounter


class Encounters(msgspec.Struct, frozen=True):
    """One page of a path; `after` leads to the next one, None at the path's beginning."""

    encounters: list[EncounterNow]
    after: str | None


EVERYTHING: Final = Filter()
_FIELDS: Final = Encounter.__struct_fields__
_COLUMNS: Final = ", ".join(f"e.{name}" for name in _FIELDS)
_NAMES: Final = msgspec.json.Decoder(list[str])
_KEY: Final = [int, str, str, int]
_WITH_KIND: Final = (
    "EXISTS (SELECT 1 FROM timeline_interaction i WHERE i.customer_id = e.customer_id"
    " AND i.occurred_at BETWEEN e.opened_at AND e.last_at AND i.touchpoint = e.touchpoint"
    " AND i.thread = e.thread AND i.kind = %s)"
)
_SHOWN: Final[dict[Show, tuple[str, list[Any]]]] = {
    Show.WAITING: (WAITING_FOR_US, []),
    Show.COMPLAINTS: ("e.complaints > 0", []),
    Show.RATED: ("e.rating IS NOT NULL", []),
    Show.PROMISES: (_WITH_KIND, ["promised"]),
}


def encounters(
    customer_id: int, now: int, after: str | None = None, limit: int = 50, only: Filter = EVERYTHING
) -> Encounters:
    """One customer's encounters, newest first; WrongCursor where `after` is none of ours."""
    return encounters_of([customer_id], now, after, limit, only)


def encounters_of(
    customers: Sequence[int], now: int, after: str | None = None, limit: int = 50, only: Filter = EVERYTHING
) -> Encounters:
    """Several customers' encounters as one path: an organisation's and its people's."""
    conditions, parameters = _conditions(customers, only)
    if after:
        conditions.append("(e.opened_at, e.touchpoint, e.thread, e.customer_id) < (%s, %s, %s, %s)")
        parameters += from_cursor(after, _KEY)
    size = max(1, min(limit, LONGEST_PAGE))
    found = rows(
        f"SELECT e.customer_id, {_COLUMNS} FROM timeline_encounter e WHERE {' AND '.join(conditions)}"
        " ORDER BY e.opened_at DESC, e.touchpoint DESC, e.thread DESC, e.customer_id DESC LIMIT %s",
        [*parameters, size + 1],
    )
    shown = _all_now(found[:size], now)
    return Encounters(shown, shown[-1].key if len(found) > size else None)


def encounters_from(customers: Sequence[int], now: int, at: str, limit: int) -> Encounters:
    """A page that begins with the encounter that `at` names; WrongCursor where it is none of ours."""
    found = from_cursor(at, _KEY)
    return encounters_of(customers, now, to_cursor([*found[:3], found[3] + 1]), limit)


def encounters_since(customers: Sequence[int], since: int, now: int, most: int) -> list[EncounterNow]:
    """Encounters that went on at `since` or later, newest first, `most` at most."""
    found = rows(
        f"SELECT e.customer_id, {_COLUMNS} FROM timeline_encounter e WHERE {among('e.customer_id', customers)}"
        " AND e.last_at >= %s"
        " ORDER BY e.opened_at DESC, e.touchpoint DESC, e.thread DESC, e.customer_id DESC LIMIT %s",
        [*customers, since, most],
    )
    return _all_now(found, now)


def encounter(customer_id: int, key: str, now: int) -> EncounterNow | None:
    """The encounter that `key` names, or None where it is no more; WrongCursor where it is no key."""
    opened_at, touchpoint, thread, _ = from_cursor(key, _KEY)
    if abs(customer_id) >= 2**63:
        return None
    found = rows(
        f"SELECT e.customer_id, {_COLUMNS} FROM timeline_encounter e WHERE e.customer_id = %s"
        " AND e.opened_at = %s AND e.touchpoint = %s AND e.thread = %s",
        [customer_id, opened_at, touchpoint, thread],
    )
    return _all_now(found, now)[0] if found else None


def _conditions(customers: Sequence[int], only: Filter) -> tuple[list[str], list[Any]]:
    conditions, parameters = [among("e.customer_id", customers)], list[Any](customers)
    narrowing: list[tuple[bool, str, list[Any]]] = [
        (only.show in _SHOWN, *_SHOWN.get(only.show, ("", []))),
        (bool(only.touchpoint), "e.touchpoint = %s", [only.touchpoint]),
        (bool(only.channel), "e.channel = %s", [only.channel]),
        (bool(only.kind), _WITH_KIND, [only.kind]),
        (only.since is not None, "e.last_at >= %s", [only.since]),
        (only.until is not None, "e.opened_at <= %s", [only.until]),
    ]
    for asked, condition, values in narrowing:
        if asked:
            conditions.append(condition)
            parameters += values
    return conditions, parameters


def _all_now(found: Sequence[tuple[Any, ...]], now: int) -> list[EncounterNow]:
    abandon_after = settings.CHOSEN["abandon_days"] * DAY
    return [_now(row, now, abandon_after) for row in found]


def _now(row: tuple[Any, ...], now: int, abandon_after: int) -> EncounterNow:
    told = dict(zip(_FIELDS, row[1:], strict=True))
    told["people"] = _NAMES.decode(told["people"])
    facts = Encounter(**told)
    key = to_cursor([facts.opened_at, facts.touchpoint, facts.thread, row[0]])
    return EncounterNow(key, row[0], status(facts, now, abandon_after), facts)
