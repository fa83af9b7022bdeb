"""Identity's part of a rebuild: forget what was derived, keep the ids, so that addresses stay what they were."""

from django.db import connection

from polku.identity.memory import restamp

# Questions by Splink and their answers are not in the log; those of the guards come again by themselves.
_DERIVED = (
    "DELETE FROM identity_review WHERE reason <> 'similar'",
    "DELETE FROM identity_merge",
    "DELETE FROM identity_decision",
    "DELETE FROM identity_claim",
    "DELETE FROM identity_trait",
    "DELETE FROM identity_membership",
    "DELETE FROM identity_sighting",
    "DELETE FROM identity_searchterm",
    "DELETE FROM identity_customer",
    "UPDATE identity_identifier SET customer_id = 0, crowded = false, policy = '', entity = ''",
)


def begin() -> None:
    """Before the log is read again from its start: no customer is left, identifiers keep their ids."""
    with connection.cursor() as cursor:
        for statement in _DERIVED:
            cursor.execute(statement)
    restamp()


def finish() -> None:
    """After the log is read: identifiers that no event names any more go, unless a person decided on them."""
    unnamed = (
        "SELECT id FROM identity_identifier WHERE customer_id = 0"
        " AND id NOT IN (SELECT low_id FROM identity_decision UNION SELECT high_id FROM identity_decision)"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM identity_review WHERE low_id IN ({unnamed}) OR high_id IN ({unnamed})")
        cursor.execute(f"DELETE FROM identity_identifier WHERE id IN ({unnamed})")
    restamp()
