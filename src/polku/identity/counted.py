"""What new interactions add to their customers' rows, in one statement: a row is costly to change twice."""

from collections.abc import Mapping
from typing import Final

from polku.timeline.store import BIGINT, execute, given

_NEVER: Final = -(2**63)
_COLUMNS: Final = {"customer_id": BIGINT, "more": BIGINT, "latest": BIGINT}


def count(more: Mapping[int, int], latest: Mapping[int, int], revision: int) -> None:
    """Add to each customer's number of interactions, and let a later last moment stand; all get the revision.

    `latest` may name only customers that `more` names. Customers that are no more are passed over.
    """
    if not more:
        return
    source, parameters = given(_COLUMNS, [(one, by, latest.get(one, _NEVER)) for one, by in more.items()])
    execute(
        f"WITH {source} UPDATE identity_customer SET interactions = interactions + given.more, revision = %s,"
        " last_at = CASE WHEN given.latest > last_at THEN given.latest ELSE last_at END"
        " FROM given WHERE identity_customer.id = given.customer_id",
        [*parameters, revision],
    )
