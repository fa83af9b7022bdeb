"""Promises in the operational store: what is there for touched references, and putting new ones in their place."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from polku.timeline.folds.promises import Promise
from polku.timeline.store import (
    BIGINT,
    BOOLEAN,
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
    "timeline_promise",
    {
        "customer_id": BIGINT,
        "reference": TEXT,
        "pledge": TEXT,
        "made_at": BIGINT,
        "made_by": TEXT,
        "touchpoint": TEXT,
        "subject": TEXT,
        "original_due_at": BIGINT,
        "due_at": BIGINT,
        "redated": INTEGER,
        "redated_at": BIGINT,
        "told_at": BIGINT,
        "asked_at": BIGINT,
        "told_before_due": BOOLEAN,
        "told_before_asked": BOOLEAN,
        "done_at": BIGINT,
        "withdrawn_at": BIGINT,
    },
)
Key = tuple[int, str]  # customer, reference


class Stored(msgspec.Struct, frozen=True):
    """A promise's row: its id, and its columns in the table's order."""

    id: int
    row: Row

    @property
    def pledge(self) -> str:
        return str(self.row[2])

    @property
    def made_at(self) -> int:
        return int(self.row[3])


def touched(keys: Iterable[Key]) -> dict[Key, list[Stored]]:
    """The promises of each customer's reference, where there are any."""
    source, parameters = given({"customer_id": BIGINT, "reference": TEXT}, list(keys))
    selected = ", ".join(f"p.{column}" for column in TABLE.columns)
    rows = fetch(
        f"WITH {source} SELECT p.id, {selected} FROM given CROSS JOIN timeline_promise p"
        " WHERE p.customer_id = given.customer_id AND p.reference = given.reference ORDER BY p.made_at",
        parameters,
    )
    found: dict[Key, list[Stored]] = {}
    for row in rows:
        found.setdefault((row[1], row[2]), []).append(Stored(row[0], row[1:]))
    return found


def replace(pairs: Sequence[tuple[int, Sequence[Stored], Sequence[Promise]]]) -> None:
    """For each (customer, rows there, promises folded) of one reference, make the table say what was folded.

    Unchanged rows are left alone; changed ones keep their ids.
    """
    inserts: list[Row] = []
    updates: list[Row] = []
    deletes: list[int] = []
    for customer_id, stored, promises in pairs:
        old = {(one.pledge, one.made_at): one for one in stored}
        for promise in promises:
            row = (customer_id, *msgspec.structs.astuple(promise))
            same = old.pop((promise.pledge, promise.made_at), None)
            if same is None:
                inserts.append(row)
            elif same.row != row:
                updates.append((*row, same.id))
        deletes += [one.id for one in old.values()]
    if deletes:
        delete(TABLE, deletes)
    update(TABLE, updates)
    insert(TABLE, inserts)
