"""What interactions that come, go and move do to their customers' rows.

Most only come: that is one statement, for a row is costly to change twice.
"""

from collections.abc import Iterable, Mapping
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


def reshape(customers: Iterable[int], revision: int) -> None:
    """Note that interactions were taken from these customers, or moved to them: more than new ones came."""
    rows = [(one,) for one in customers]
    if not rows:
        return
    source, parameters = given({"customer_id": BIGINT}, rows)
    execute(
        f"WITH {source} UPDATE identity_customer SET reshaped = %s FROM given"
        " WHERE identity_customer.id = given.customer_id",
        [*parameters, revision],
    )
