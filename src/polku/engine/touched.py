"""The customers who were touched since the last shipment: those whose path only went on, and those to be replaced whole."""

from typing import Any, Final

from polku.engine.appending import GOING_ON, append
from polku.engine.laying import SOME, arrived, lay, lay_paths, told_steps
from polku.engine.laying_walks import lay_walks
from polku.engine.parts import new_versions
from polku.engine.selects import newer, select, states, touched
from polku.engine.store import Snapshot
from polku.engine.tables import MOMENT, NAMED

_TOUCHED: Final = "touched"
_ANEW: Final = "anew"  # those whose path is replaced whole
_WALKED: Final = "walked"  # those whose path is another than before
_LISTED: Final = 10_000  # of more than these, the ids make too long a SELECT
# Nothing was moved or taken away, what came makes up all they have, and it is later than all that was there.
_TOLD_APART: Final = """
    CREATE OR REPLACE TEMP TABLE told_apart AS
    SELECT customer, COALESCE(came.rows, 0) AS came, state.reshaped = 0
        AND COALESCE(path.steps, 0) + COALESCE(came.rows, 0) = state.interactions
        AND COALESCE(came.first_at > path.ended_at, TRUE) AS goes_on
    FROM state_told AS state LEFT JOIN path USING (customer)
    LEFT JOIN (SELECT customer, COUNT(*) AS rows, MIN(occurred_at) AS first_at FROM arrived GROUP BY customer) AS came
        USING (customer)
"""
_SETS: Final = {
    _TOUCHED: "TRUE",
    _ANEW: "NOT goes_on",
    GOING_ON: "goes_on AND came > 0",
    _WALKED: "NOT goes_on OR came > 0",
}


def bring_touched(cursor: Any, store: Snapshot, since: int, last_row: int) -> None:
    """Bring the customers touched at log position `since` or later; of the store's interactions, the copy knows `last_row`."""
    cursor.register("state_told", store.table(states(since)))
    with store.batches(newer("interaction", last_row)) as told, arrived(cursor, "interaction", told):
        anew = _tell_apart(cursor)
        append(cursor, "interaction")
    cursor.unregister("state_told")
    with store.batches(newer("encounter", last_row)) as told, arrived(cursor, "encounter", told):
        append(cursor, "encounter")
    those = ", ".join(map(str, anew)) if len(anew) <= _LISTED else touched(since)
    for table in NAMED:
        if table not in MOMENT:
            with store.batches(select(table, touched(since))) as told:
                lay(cursor, table, told, instead=_TOUCHED)
        elif anew:
            with store.batches(select(table, those)) as told:
                lay(cursor, table, told, instead=_ANEW)
    if anew:
        cursor.execute(
            f"INSERT INTO {SOME} {told_steps(f'FROM interaction WHERE customer IN (FROM {_ANEW})')}"
        )
    lay_paths(cursor, _WALKED)
    lay_walks(cursor, _WALKED)
    cursor.execute(f"DROP TABLE {SOME}")
    new_versions(cursor, _TOUCHED)


def _tell_apart(cursor: Any) -> list[int]:
    """The tables of customers, by what came of them; returns those who can't be appended to: of too many, all are replaced."""
    cursor.execute(_TOLD_APART)
    found = cursor.execute("SELECT customer FROM told_apart WHERE NOT goes_on").fetchall()
    if len(found) > _LISTED:
        cursor.execute("UPDATE told_apart SET goes_on = FALSE")
    for name, whose in _SETS.items():
        cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT customer FROM told_apart WHERE {whose}"
        )
    return [customer for (customer,) in found]
