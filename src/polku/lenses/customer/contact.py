"""The contact person: whom of ours this customer meets now, and for how long."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.query import among, rows

LAST: Final = 10


class Contact(msgspec.Struct, frozen=True):
    """One of us: met in `met` of the last `among` encounters with people, first met at `since`."""

    actor: str
    since: int
    met: int
    among: int

    @property
    def regular(self) -> bool:
        """Whether it is one whom they can be said to have: met again, and at least every other time."""
        return self.met >= 2 and self.met * 2 >= self.among


def contact_of(customers: Sequence[int]) -> Contact | None:
    """Who was met in most of the last ten encounters with people; of equals, the one met last."""
    met = [
        msgspec.json.decode(people, type=list[str])
        for (people,) in rows(
            f"SELECT people FROM timeline_encounter WHERE {among('customer_id', customers)}"
            " AND people <> '[]' ORDER BY opened_at DESC LIMIT %s",
            [*customers, LAST],
        )
    ]
    # Counted from the newest encounter and its last person on: of equals, Counter keeps the first seen first.
    counted = Counter(actor for people in met for actor in dict.fromkeys(reversed(people)))
    if not counted:
        return None
    ((actor, times),) = counted.most_common(1)
    ((since,),) = rows(
        f"SELECT MIN(occurred_at) FROM timeline_interaction WHERE {among('customer_id', customers)}"
        " AND actor = %s AND side = 'us' AND NOT automatic",
        [*customers, actor],
    )
    return Contact(actor, since, times, len(met)) if since is not None else None
