"""A log and all that is derived from it, laid down without intake and worker: what the rest is measured over.

One path is folded as the worker folds it; the database itself then writes it once for each person, moved in
time by some minutes, in the order in which events would have come. So one customer's rows lie scattered over the
files as in life, and ten million events take minutes instead of hours. `test_laid_down.py` holds that the worker
could go on from there.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from django.db import connections, transaction

from polku.lib.clock import DAY, HOUR, MINUTE, now
from polku.pipeline import progress
from polku.timeline.folds.encounters import fold_encounters
from polku.timeline.folds.promises import fold_promises
from polku.timeline.interaction import Interaction
from polku.timeline.log.router import log_alias
from polku.timeline.vocabulary import Kind, Side

_BEGAN: Final = now() - 700 * DAY
_STEP: Final = 7919  # a prime: counting by it visits the people in a scattered order
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
# Columns that hold moments: they move with the person.
_MOMENTS: Final = frozenset({
    "occurred_at", "due_at", "opened_at", "last_at", "closed_at", "waiting_since", "first_asked_at", "made_at",
    "original_due_at", "redated_at", "told_at", "asked_at", "done_at", "withdrawn_at",
})  # fmt: skip
_BODY: Final = (
    """'{"type":"track","event":"Product Viewed","messageId":"laid-down-' || i || '","timestamp":"2025-01-01T10:00:00Z","""
    """"userId":"account-' || p || '","anonymousId":"browser-' || p || '","context":{"library":{"name":"bench","""
    """"version":"1"},"locale":"fi-FI"},"properties":{"order_id":"' || p || '-1","total":89.5,"currency":"EUR","""
    """"name":"Filter"}}'"""
)


def interaction(number: int) -> Interaction:
    """Number `number` of the path: ten a round, six days from one to the next."""
    kind, side, touchpoint, channel = _ROUND[number % 10]
    moment = _BEGAN + 6 * DAY * number % (690 * DAY)
    return Interaction(
        occurred_at=moment,
        sequence=0,
        key=b"",
        ordinal=0,
        kind=kind,
        side=side,
        touchpoint=touchpoint,
        channel=channel,
        thread=f"t-{number // 10}" if channel in {"mail", "phone"} else "",
        about=f"order-{number // 10}",
        subject=f"{kind} number {number}",
        text="Some forty words that a person may write. " * 3 if side is Side.CUSTOMER else "",
        actor=f"agent-{number % 40}" if side is Side.US else "",
        due_at=moment + 4 * DAY if kind is Kind.PROMISED else None,
        amount=8950 if kind in {Kind.ORDERED, Kind.PAID} else None,
        currency="EUR" if kind in {Kind.ORDERED, Kind.PAID} else "",
        rating=float(number % 5 + 1) if kind is Kind.RATED else None,
        rating_low=1.0 if kind is Kind.RATED else None,
        rating_high=5.0 if kind is Kind.RATED else None,
    )


def laid_down(size: int, people: int, source_id: int = 1) -> list[int]:
    """What `lay_down` writes, unless it is there already; the customers' ids."""
    if progress.position() < size:
        lay_down(size, people, source_id)
    return [3 * ((_STEP * n) % people) + 1 for n in range(people)]


def lay_down(size: int, people: int, source_id: int = 1) -> None:
    """Write `size` events of `people` (who are no multiple of 7919) and what follows.

    Person n is the account `account-n` with the browser `browser-n` and an address; the customer is 3 n + 1.
    """
    each = size // people
    path = [interaction(number) for number in range(each)]
    _make_room()
    for number, one in enumerate(path):
        _lay_events(number, one, people, source_id)
    for encounter in fold_encounters(path, HOUR // 2):
        row = msgspec.structs.asdict(encounter)
        _lay("timeline_encounter", row | {"people": msgspec.json.encode(encounter.people).decode()}, people)
    for promise in fold_promises(path):
        _lay("timeline_promise", msgspec.structs.asdict(promise), people)
    _lay_people(path, people)
    with transaction.atomic():
        progress.take_turn()
        progress.advance(each * people, each * people)
    _finish()


def _lay_events(number: int, one: Interaction, people: int, source_id: int) -> None:
    """One event of each person: in the log, filed, and as an interaction."""
    event = f"{number * people} + i + 1"
    moment = f"CAST({one.occurred_at} AS bigint) + {_later()}"
    log = {"id": event, "source_id": str(source_id), "key": _key(log_alias()), "form": "'segment'"}
    moments = {"occurred_at": moment, "received_at": moment, "sequence": "0", "body": _BODY}
    _insert("timeline_event", log | moments, people, log_alias())
    _insert(
        "identity_sighting", {"event_id": event, "identifier_id": "3 * p + 1", "occurred_at": moment}, people
    )
    row = msgspec.structs.asdict(one) | {"attributes": "", "kind": str(one.kind), "side": str(one.side)}
    del row["key"]
    ids = {"event_id": event, "identifier_id": "3 * p + 1", "key": _key("default")}
    _lay("timeline_interaction", row, people, ids)


def _lay_people(path: list[Interaction], people: int) -> None:
    first, last = f"{path[0].occurred_at} + {_later()}", f"{path[-1].occurred_at} + {_later()}"
    address = "'person.' || p || '@posti.example'"
    named = (("user_id", "'account-' || p", "unique"), ("anonymous_id", "'browser-' || p", "weak"))
    for place, (space, value, policy) in enumerate((*named, ("email", address, "shareable")), 1):
        row = {"id": f"3 * p + {place}", "namespace": f"'{space}'", "value": value, "policy": f"'{policy}'"}
        more = {"entity": "'person'", "customer_id": "3 * p + 1", "first_at": first, "crowded": "false"}
        _insert("identity_identifier", row | more, people)
    for place in (2, 3):
        claim = {"low_id": "3 * p + 1", "high_id": f"3 * p + {place}", "first_at": first, "event_id": "i + 1"}
        _insert("identity_claim", claim | {"revoked": "false"}, people)
    for name, value in (("name", "'\"Person ' || p || '\"'"), ("email", f"'\"' || {address} || '\"'")):
        fact = {"identifier_id": "3 * p + 1", "name": f"'{name}'", "value": value}
        _insert("identity_trait", fact | {"occurred_at": first, "event_id": "i + 1"}, people)
    for term in ("'person'", "CAST(p AS text)", address, "'account-' || p"):
        _insert("identity_searchterm", {"customer_id": "3 * p + 1", "term": term}, people)
    customer = {"id": "3 * p + 1", "entity": "'person'", "name": "'Person ' || p", "known": "true"}
    counts = {"first_at": first, "last_at": last, "interactions": str(len(path)), "revision": "1"}
    _insert("identity_customer", customer | counts, people)


def _lay(table: str, row: Mapping[str, Any], people: int, more: Mapping[str, str] | None = None) -> None:
    """One row for each person: `row` has values, `more` expressions; moments move with the person."""
    columns = {"customer_id": "3 * p + 1", **(more or {})}
    for name, value in row.items():
        moves = name in _MOMENTS and value is not None
        columns[name] = f"{value} + {_later()}" if moves else _literal(value)
    _insert(table, columns, people)


def _insert(table: str, columns: Mapping[str, str], people: int, alias: str = "default") -> None:
    """INSERT … SELECT of one row for each person: `i` counts them in the order they come, `p` is who it is."""
    if connections[alias].vendor == "postgresql":
        series = f"(SELECT g::bigint AS i FROM generate_series(0, {people - 1}) g)"
    else:
        series = f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {people - 1}) SELECT i FROM n)"
    whose = f"(SELECT i, (i * {_STEP}) % {people} AS p FROM {series} AS counted) AS whose"
    names = ", ".join(f'"{name}"' for name in columns)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {whose}")


def _later() -> str:
    return f"(p % 1000) * {MINUTE}"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def _key(alias: str) -> str:
    """Sixteen bytes that no other event has."""
    if connections[alias].vendor == "postgresql":
        return "decode(replace(gen_random_uuid()::text, '-', ''), 'hex')"
    return "randomblob(16)"


def _make_room() -> None:
    """What is laid down can be laid down again: SQLite need not wait for the disk."""
    _on_sqlite("PRAGMA synchronous = OFF", "PRAGMA cache_size = -1500000")


def _finish() -> None:
    """Leave the databases as a server would find them."""
    _on_sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    if connections["default"].vendor == "postgresql":
        with connections["default"].cursor() as cursor:
            for table in ("identity_identifier", "timeline_event"):
                highest = f"(SELECT MAX(id) FROM {table})"
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest})")
            cursor.execute("ANALYZE")


def _on_sqlite(*statements: str) -> None:
    for alias in {"default", log_alias()}:
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
