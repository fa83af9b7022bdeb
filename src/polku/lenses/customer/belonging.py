"""Who belongs where: a person's organisations, an organisation's people."""

from typing import Final

import msgspec

from polku.lenses.customer.query import rows

MOST_MEMBERS: Final = 500  # an organisation's joint path is that of its latest this many


class Belongs(msgspec.Struct, frozen=True):
    """The customer at the other end of a membership, and since when it was told."""

    id: int
    name: str
    last_at: int
    revision: int
    since: int


def organisations_of(customer_id: int) -> list[Belongs]:
    """The organisations a person belongs to, the latest active first."""
    return _other_end("p", "o", customer_id)


def members_of(customer_id: int) -> list[Belongs]:
    """An organisation's people, the latest active first, MOST_MEMBERS at most."""
    return _other_end("o", "p", customer_id)


def _other_end(near: str, far: str, customer_id: int) -> list[Belongs]:
    sql = (
        "SELECT c.id, c.name, c.last_at, c.revision, MIN(m.first_at) FROM identity_membership m"
        " JOIN identity_identifier p ON p.id = m.person_id"
        " JOIN identity_identifier o ON o.id = m.organisation_id"
        f" JOIN identity_customer c ON c.id = {far}.customer_id WHERE {near}.customer_id = %s"
        " GROUP BY c.id, c.name, c.last_at, c.revision ORDER BY c.last_at DESC, c.id LIMIT %s"
    )
    return [Belongs(*row) for row in rows(sql, [customer_id, MOST_MEMBERS])]
