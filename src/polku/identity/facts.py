"""What is known of a customer: of each fact the newest told, over all identifiers."""

from typing import Any

from polku.identity.rows import select
from polku.identity.traits import newest


def facts_of(customer_id: int) -> dict[str, Any]:
    """The customer's facts by name."""
    rows = select(
        "SELECT t.name, t.value, t.occurred_at, t.event_id FROM identity_identifier i"
        " JOIN identity_trait t ON t.identifier_id = i.id WHERE i.customer_id = %s",
        [customer_id],
    )
    return newest((row[0], row[1], row[2], row[3]) for row in rows)
