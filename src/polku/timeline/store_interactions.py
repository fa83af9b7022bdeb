"""Interactions in the operational store: put them in, move them, load what a fold needs."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from polku.timeline.interaction import Interaction
from polku.timeline.store import (
    BIGINT,
    BOOLEAN,
    BYTES,
    FLOAT,
    INTEGER,
    TEXT,
    Row,
    Table,
    execute,
    fetch,
    given,
    insert,
)
from polku.timeline.vocabulary import Kind, Side

TABLE: Final = Table(
    "timeline_interaction",
    {
        "event_id": BIGINT,
        "identifier_id": BIGINT,
        "customer_id": BIGINT,
        "occurred_at": BIGINT,
        "sequence": BIGINT,
        "key": BYTES,
        "ordinal": INTEGER,
        "kind": TEXT,
        "side": TEXT,
        "touchpoint": TEXT,
        "channel": TEXT,
        "thread": TEXT,
        "about": TEXT,
        "subject": TEXT,
        "text": TEXT,
        "actor": TEXT,
        "to": TEXT,
        "due_at": BIGINT,
        "pledge": TEXT,
        "amount": BIGINT,
        "currency": TEXT,
        "rating": FLOAT,
        "rating_low": FLOAT,
        "rating_high": FLOAT,
        "automatic": BOOLEAN,
        "outcome": TEXT,
        "attributes": TEXT,
    },
)
KINDS: Final = {kind.value: kind for kind in Kind}
SIDES: Final = {side.value: side for side in Side}
# The kinds that make, keep, change or ask after a promise whatever its pledge; see folds.promises.
ABOUT_PROMISES: Final = (
    Kind.PROMISED,
    Kind.INFORMED,
    Kind.ASKED,
    Kind.COMPLAINED,
    Kind.LEFT,
    Kind.DECLINED,
    Kind.RETURNED,
)

# A fold needs no words; `attributes` only say whether a promise was told.
_FOLDED: Final = (
    "i.customer_id, i.occurred_at, i.sequence, i.key, i.ordinal, i.kind, i.side, i.touchpoint, i.channel,"
    ' i.thread, i.about, i.subject, i.actor, i."to", i.due_at, i.pledge, i.amount, i.currency, i.rating,'
    " i.rating_low, i.rating_high, i.automatic, i.outcome,"
    " CASE WHEN i.kind = 'promised' THEN i.attributes ELSE '' END"
)


class Filed(msgspec.Struct, frozen=True, gc=False):
    """An interaction with the event it came from and whom it is filed under."""

    event_id: int
    identifier_id: int
    customer_id: int
    interaction: Interaction


class Move(msgspec.Struct, frozen=True, gc=False):
    """One identifier's interactions pass from one customer to another."""

    identifier_id: int
    from_customer: int
    to_customer: int


class Group(msgspec.Struct, frozen=True, gc=False):
    """A customer's interactions at one touchpoint in one thread, from a moment on."""

    customer_id: int
    touchpoint: str
    thread: str
    since: int


def add(filed: Sequence[Filed]) -> None:
    """Store new interactions."""
    insert(TABLE, [_row(one) for one in filed])


def of_groups(groups: Sequence[Group]) -> list[tuple[int, Interaction]]:
    """The interactions of encounter groups, each with its customer."""
    if not groups:
        return []
    columns = {"customer_id": BIGINT, "touchpoint": TEXT, "thread": TEXT, "since": BIGINT}
    source, parameters = given(columns, [msgspec.structs.astuple(group) for group in groups])
    return _loaded(
        f"WITH {source} SELECT {_FOLDED} FROM given CROSS JOIN timeline_interaction i"
        " WHERE i.customer_id = given.customer_id AND i.occurred_at >= given.since"
        " AND i.touchpoint = given.touchpoint AND i.thread = given.thread",
        parameters,
    )


def of_references(
    references: Sequence[tuple[int, str, int]], pledges: Iterable[str]
) -> list[tuple[int, Interaction]]:
    """The interactions that may touch promises: of (customer, reference, since), and of these kinds."""
    if not references:
        return []
    columns = {"customer_id": BIGINT, "reference": TEXT, "since": BIGINT}
    source, parameters = given(columns, references)
    kinds = sorted({str(kind) for kind in ABOUT_PROMISES} | set(pledges))
    marks = ", ".join(["%s"] * len(kinds))
    return _loaded(
        f"WITH {source} SELECT {_FOLDED} FROM given CROSS JOIN timeline_interaction i"
        " WHERE i.customer_id = given.customer_id AND i.occurred_at >= given.since"
        " AND CASE WHEN i.about = '' THEN i.thread ELSE i.about END = given.reference"
        f" AND i.kind IN ({marks})",
        [*parameters, *kinds],
    )


def of_people(
    customers: Sequence[int], references: Sequence[str], since: int, pledges: Iterable[str]
) -> list[tuple[int, Interaction]]:
    """What may touch promises of these references, whoever of these customers it stands under, from `since` on."""
    kinds = sorted({str(kind) for kind in ABOUT_PROMISES} | set(pledges))
    among = [", ".join(["%s"] * len(values)) for values in (customers, references, kinds)]
    return _loaded(
        f"SELECT {_FOLDED} FROM timeline_interaction i WHERE i.customer_id IN ({among[0]}) AND i.occurred_at >= %s"
        f" AND CASE WHEN i.about = '' THEN i.thread ELSE i.about END IN ({among[1]}) AND i.kind IN ({among[2]})",
        [*customers, since, *references, *kinds],
    )


def of_customers(first: int, last: int) -> list[tuple[int, Interaction]]:
    """All interactions of the customers with these ids and those between them, customer by customer."""
    return _loaded(
        f"SELECT {_FOLDED} FROM timeline_interaction i WHERE i.customer_id BETWEEN %s AND %s ORDER BY i.customer_id",
        [first, last],
    )


def of_moves(moves: Sequence[Move]) -> list[tuple[int, int, Interaction]]:
    """The interactions that moves will take along, each with its customer before and its identifier."""
    source, parameters = given(_MOVE_COLUMNS, [msgspec.structs.astuple(move) for move in moves])
    rows = fetch(
        f"WITH {source} SELECT {_FOLDED}, i.identifier_id FROM given CROSS JOIN timeline_interaction i"
        " WHERE i.customer_id = given.from_customer AND i.identifier_id = given.identifier_id",
        parameters,
    )
    return [(row[0], row[-1], _interaction(row)) for row in rows]


def take_back(event_ids: Sequence[int]) -> list[tuple[int, Interaction]]:
    """Delete the interactions of these events; returns what they were, each with its customer."""
    if not event_ids:
        return []
    source, parameters = given({"event_id": BIGINT}, [(event_id,) for event_id in event_ids])
    taken = _loaded(
        f"WITH {source} SELECT {_FOLDED} FROM given CROSS JOIN timeline_interaction i"
        " WHERE i.event_id = given.event_id",
        parameters,
    )
    execute(
        f"WITH {source} DELETE FROM timeline_interaction WHERE event_id IN (SELECT event_id FROM given)",
        parameters,
    )
    return taken


def move(moves: Sequence[Move]) -> None:
    """File the interactions of moved identifiers under their new customers."""
    source, parameters = given(_MOVE_COLUMNS, [msgspec.structs.astuple(move) for move in moves])
    execute(
        f"WITH {source} UPDATE timeline_interaction SET customer_id = given.to_customer FROM given"
        " WHERE timeline_interaction.customer_id = given.from_customer"
        " AND timeline_interaction.identifier_id = given.identifier_id",
        parameters,
    )


_MOVE_COLUMNS: Final = {"identifier_id": BIGINT, "from_customer": BIGINT, "to_customer": BIGINT}


def _row(filed: Filed) -> Row:
    one = filed.interaction
    fields = msgspec.structs.astuple(one)
    return (
        filed.event_id,
        filed.identifier_id,
        filed.customer_id,
        *fields[:4],
        one.kind.value,
        one.side.value,
        *fields[6:-1],
        msgspec.json.encode(one.attributes).decode() if one.attributes else "",
    )


def _loaded(sql: str, parameters: Sequence[Any]) -> list[tuple[int, Interaction]]:
    return [(row[0], _interaction(row)) for row in fetch(sql, parameters)]


def _interaction(row: Row) -> Interaction:
    return Interaction(
        occurred_at=row[1],
        sequence=row[2],
        key=bytes(row[3]),
        ordinal=row[4],
        kind=KINDS[row[5]],
        side=SIDES[row[6]],
        touchpoint=row[7],
        channel=row[8],
        thread=row[9],
        about=row[10],
        subject=row[11],
        actor=row[12],
        to=row[13],
        due_at=row[14],
        pledge=row[15],
        amount=row[16],
        currency=row[17],
        rating=row[18],
        rating_low=row[19],
        rating_high=row[20],
        automatic=bool(row[21]),
        outcome=row[22],
        attributes=msgspec.json.decode(row[23]) if row[23] else None,
    )
