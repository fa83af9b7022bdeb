"""Encounters in the operational store: what is there for touched groups, and putting new ones in their place."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.timeline.folds.encounters import Encounter
from polku.timeline.store import (
    BIGINT,
    FLOAT,
    INTEGER,
    TEXT,
    Row,
    Table,
    delete,
    fetch,
    given,
    insert,
    update,
)

TABLE: Final = Table(
    "timeline_encounter",
    {
        "customer_id": BIGINT,
        "touchpoint": TEXT,
        "thread": TEXT,
        "channel": TEXT,
        "opened_at": BIGINT,
        "last_at": BIGINT,
        "closed_at": BIGINT,
        "waiting_for": TEXT,
        "waiting_since": BIGINT,
        "first_asked_at": BIGINT,
        "first_response": BIGINT,
        "waited": BIGINT,
        "questions": INTEGER,
        "people": TEXT,
        "handovers": INTEGER,
        "complaints": INTEGER,
        "rating": FLOAT,
        "rating_low": FLOAT,
        "rating_high": FLOAT,
        "amount": BIGINT,
        "currency": TEXT,
        "subject": TEXT,
        "outcome": TEXT,
        "interactions": INTEGER,
    },
)
Key = tuple[int, str, str]  # customer, touchpoint, thread
_OPENED_AT: Final = list(TABLE.columns).index("opened_at")
_PEOPLE: Final = list(TABLE.columns).index("people")


class Stored(msgspec.Struct, frozen=True):
    """An encounter's row: its id, and its columns in the table's order."""

    id: int
    row: Row

    @property
    def opened_at(self) -> int:
        return int(self.row[_OPENED_AT])


def touched(keys: dict[Key, int]) -> dict[Key, list[Stored]]:
    """The encounters that a new interaction may change, for each group and the earliest moment of its new ones.

    Of a thread all (there is one); without a thread those from the last one opened by that moment on.
    """
    if not keys:
        return {}
    columns = {"customer_id": BIGINT, "touchpoint": TEXT, "thread": TEXT, "moment": BIGINT}
    source, parameters = given(columns, [(*key, moment) for key, moment in keys.items()])
    selected = ", ".join(f'e."{column}"' for column in TABLE.columns)
    rows = fetch(
        f"WITH {source} SELECT e.id, {selected} FROM given CROSS JOIN timeline_encounter e"
        " WHERE e.customer_id = given.customer_id AND e.touchpoint = given.touchpoint"
        " AND e.thread = given.thread AND e.opened_at >= CASE WHEN given.thread <> '' THEN -9223372036854775807"
        " ELSE COALESCE((SELECT b.opened_at FROM timeline_encounter b WHERE b.customer_id = given.customer_id"
        " AND b.touchpoint = given.touchpoint AND b.thread = '' AND b.opened_at <= given.moment"
        " ORDER BY b.opened_at DESC LIMIT 1), given.moment) END ORDER BY e.opened_at",
        parameters,
    )
    found: dict[Key, list[Stored]] = {}
    for row in rows:
        found.setdefault((row[1], row[2], row[3]), []).append(Stored(row[0], row[1:]))
    return found


def replace(pairs: Sequence[tuple[int, Sequence[Stored], Sequence[Encounter]]]) -> None:
    """For each (customer, rows there, encounters folded) of one group, make the table say what was folded.

    Unchanged rows are left alone; changed ones keep their ids.
    """
    inserts: list[Row] = []
    updates: list[Row] = []
    deletes: list[int] = []
    for customer_id, stored, encounters in pairs:
        old = {one.opened_at: one for one in stored}
        unmatched = []
        for encounter in encounters:
            row = _row(customer_id, encounter)
            same = old.pop(encounter.opened_at, None)
            if same is None:
                unmatched.append(row)
            elif same.row != row:
                updates.append((*row, same.id))
        left = [one.id for one in old.values()]
        updates += [(*row, row_id) for row, row_id in zip(unmatched, left, strict=False)]
        inserts += unmatched[len(left) :]
        deletes += left[len(unmatched) :]
    if deletes:
        delete(TABLE, deletes)
    update(TABLE, updates)
    insert(TABLE, inserts)


def _row(customer_id: int, encounter: Encounter) -> Row:
    values = (customer_id, *msgspec.structs.astuple(encounter))
    people = msgspec.json.encode(encounter.people).decode()
    return (*values[:_PEOPLE], people, *values[_PEOPLE + 1 :])
