"""The customers who were touched since the last shipment: those whose path only went on, and those to be replaced whole."""

from typing import Any, Final

from polku.engine.appending import ANEW, GOING_ON, WHOLE, append
from polku.engine.laying import ARRIVED, lay, lay_paths, receive, some_steps
from polku.engine.laying_walks import lay_walks
from polku.engine.naming import Names
from polku.engine.parts import new_versions
from polku.engine.selects import newer, select, states, touched
from polku.engine.store import Snapshot
from polku.engine.tables import NAMED

_TOUCHED: Final = "touched"
_WALKED: Final = "walked"  # those whose path is another than before
_LISTED: Final = 10_000  # of more than these, the ids make too long a SELECT
# Nothing was moved or taken away, what came makes up all they have, and it is later than all that was there.
_TOLD_APART: Final = f"""
    CREATE OR REPLACE TEMP TABLE told_apart AS
    SELECT customer, COALESCE(came.rows, 0) AS came, state.reshaped = 0
        AND COALESCE(path.steps, 0) + COALESCE(came.rows, 0) = state.interactions
        AND COALESCE(came.first_at > path.ended_at, TRUE) AS goes_on
    FROM state_told AS state LEFT JOIN path USING (customer)
    LEFT JOIN (SELECT customer, COUNT(*) AS rows, MIN(occurred_at) AS first_at FROM {ARRIVED} GROUP BY customer) AS came
        USING (customer)
"""
_SAME_ENCOUNTER: Final = " AND ".join(
    f"encounter.{column} = {ARRIVED}.{column}" for column in ("customer", "touchpoint", "thread", "opened_at")
)
_SETS: Final = {
    _TOUCHED: "TRUE",
    ANEW: "NOT goes_on",
    GOING_ON: "goes_on AND came > 0",
    _WALKED: "NOT goes_on OR came > 0",
}


def bring_touched(cursor: Any, store: Snapshot, since: int, last_row: int) -> None:
    """Bring the customers touched at log position `since` or later; of the store's interactions, the copy knows `last_row`."""
    names = Names(cursor)
    told = store.each(states(since), newer("interaction", last_row))
    cursor.register("state_told", next(told).read_all())
    receive(cursor, names, "interaction", next(told))
    anew = _tell_apart(cursor)
    cursor.unregister("state_told")
    of_all = [table for table in NAMED if table not in {"interaction", "encounter"}]
    those = ", ".join(map(str, anew)) if len(anew) <= _LISTED else touched(since)
    told = store.each(
        *([select("interaction", those)] if anew else []),
        newer("encounter", last_row),
        *([select("encounter", those)] if anew else []),
        *(select(table, touched(since)) for table in of_all),
    )
    cursor.execute(f"DELETE FROM {ARRIVED} WHERE customer NOT IN (FROM {GOING_ON})")
    if anew:
        receive(cursor, names, "interaction", next(told), more=True)
    _bring_paths(cursor)
    receive(cursor, names, "encounter", next(told))
    _bring_encounters(cursor)
    if anew:
        lay(cursor, names, "encounter", next(told), instead=ANEW)
    for table in of_all:
        lay(cursor, names, table, next(told), instead=_TOUCHED)
    new_versions(cursor, _TOUCHED)


def _bring_paths(cursor: Any) -> None:
    """The interactions that arrived, and what follows from them."""
    append(cursor)
    with some_steps(cursor, f"FROM {WHOLE}"):
        lay_paths(cursor, _WALKED)
        lay_walks(cursor, _WALKED, ANEW)
    for table in (WHOLE, ARRIVED):
        cursor.execute(f"DROP TABLE {table}")


def _bring_encounters(cursor: Any) -> None:
    """The encounters that arrived, of customers whose path only went on; they replace what they were before."""
    cursor.execute(f"DELETE FROM encounter USING {ARRIVED} WHERE {_SAME_ENCOUNTER}")
    cursor.execute(
        f"INSERT INTO encounter FROM {ARRIVED} WHERE customer IN (FROM {GOING_ON}) ORDER BY customer"
    )
    cursor.execute(f"DROP TABLE {ARRIVED}")


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
