"""Steps of customers who were touched: behind those that the copy holds, where the path only went on, else all anew.

Most who are touched do nothing but go on. Theirs is then one step more, and the last one before it gets to know what
came after; replacing them whole would cost as many rows as they have steps, a hundred times a day.
"""

from functools import cache
from typing import Any, Final

from polku.engine.placing import ORDER, placed, plain

GOING_ON: Final = "going_on"  # the customers whose path only went on
ANEW: Final = "anew"  # those of whom all rows arrived
WHOLE: Final = "whole"  # the paths of both, as they are now

# Which of the rows there a row that arrived is: no interaction changes; an encounter does, where it stands.
_SAME: Final = {
    "interaction": "FALSE",
    "encounter": "there.opened_at = arrived.opened_at AND there.touchpoint = arrived.touchpoint"
    " AND there.thread = arrived.thread",
}
_BEHIND: Final = 2**31  # more than any number: what is not there yet comes behind all that is
# The step before one that arrived gets to know what is after it.
_CHANGED: Final = "told OR COALESCE(LEAD(told) OVER path, FALSE)"


def append(cursor: Any, name: str) -> None:
    """Write what arrived behind what is there, or in place of it; whole paths are left as the table WHOLE."""
    for statement in _statements(name):
        cursor.execute(statement)


@cache
def _statements(name: str) -> tuple[str, ...]:
    return (
        f"CREATE OR REPLACE TEMP TABLE there AS FROM {name} WHERE customer IN (FROM {GOING_ON})",
        f"CREATE OR REPLACE TEMP TABLE {WHOLE} AS {placed(name, _rows(name), 'nth', changed=_CHANGED)}",
        f"DELETE FROM {name} WHERE customer IN (FROM {ANEW})",
        f"DELETE FROM {name} USING {WHOLE} WHERE {WHOLE}.changed AND {name}.customer = {WHOLE}.customer"
        f" AND {name}.number = {WHOLE}.number",
        f"INSERT INTO {name} SELECT * EXCLUDE changed FROM {WHOLE} WHERE changed ORDER BY customer, number",
        "DROP TABLE there",
    )


def _rows(name: str) -> str:
    """What arrived and what is there, each row once, and where it stands among them."""
    own = ", ".join(f'"{column}"' for column in plain(name))
    behind = (
        f"{_BEHIND} + ROW_NUMBER() OVER (PARTITION BY arrived.customer ORDER BY {_of_arrived(ORDER[name])})"
    )
    return f"""
        WITH came AS (
            SELECT {_of_arrived(own)}, COALESCE(there.number, {behind}) AS nth FROM arrived
            LEFT JOIN there ON there.customer = arrived.customer AND {_SAME[name]}
        )
        SELECT *, TRUE AS told FROM came UNION ALL SELECT {own}, number, FALSE FROM there
        ANTI JOIN came ON came.customer = there.customer AND came.nth = there.number
    """


def _of_arrived(columns: str) -> str:
    return ", ".join(f"arrived.{column}" for column in columns.split(", "))
