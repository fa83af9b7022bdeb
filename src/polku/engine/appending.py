"""Steps of customers who were touched: behind those that the copy holds, where the path only went on, else all anew.

Most who are touched do nothing but go on. Theirs is then one step more, and the last one before it gets to know what
came after; replacing them whole would cost as many rows as they have steps, a hundred times a day.
"""

from typing import Any, Final

from polku.engine.laying import ARRIVED
from polku.engine.placing import ORDER, PLAIN, listed, placed

GOING_ON: Final = "going_on"  # the customers whose path only went on
ANEW: Final = "anew"  # those of whom all rows arrived
WHOLE: Final = "whole"  # the paths of both, as they are now

_BEHIND: Final = 2**31  # more than any number: what arrived comes behind all that is there
_ROWS: Final = f"""
    SELECT {listed(PLAIN)}, {_BEHIND} + ROW_NUMBER() OVER (PARTITION BY customer ORDER BY {", ".join(ORDER)}) AS nth,
        TRUE AS told
    FROM {ARRIVED} UNION ALL
    SELECT {listed(PLAIN)}, number, FALSE FROM interaction WHERE customer IN (FROM {GOING_ON})
"""
# The step before one that arrived gets to know what is after it.
_CHANGED: Final = "told OR COALESCE(LEAD(told) OVER path, FALSE)"
_STATEMENTS: Final = (
    f"CREATE OR REPLACE TEMP TABLE {WHOLE} AS {placed(_ROWS, 'nth', changed=_CHANGED)}",
    f"DELETE FROM interaction WHERE customer IN (FROM {ANEW})",
    f"DELETE FROM interaction USING {WHOLE} WHERE {WHOLE}.changed AND interaction.customer = {WHOLE}.customer"
    f" AND interaction.number = {WHOLE}.number",
    f"INSERT INTO interaction SELECT * EXCLUDE changed FROM {WHOLE} WHERE changed ORDER BY customer, number",
)


def append(cursor: Any) -> None:
    """Write the steps that arrived behind those that are there; whole paths are left as the table WHOLE."""
    for statement in _STATEMENTS:
        cursor.execute(statement)
