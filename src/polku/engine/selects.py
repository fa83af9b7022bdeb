"""What is read of the operational store, as SQL of SQLite and PostgreSQL alike.

Every column is of one type whatever stands in its first rows: SQLite's driver guesses by them.
"""

from typing import Final

from django.conf import settings

_FELT: Final = (
    "CAST(ROUND(CAST(1000000.0 * (rating - rating_low) / NULLIF(rating_high - rating_low, 0) AS NUMERIC))"
    " AS INTEGER) AS felt"
)


# A rating's subject may name the place that it is of; what else it may be stays in the store.
_RATED: Final = "CASE WHEN kind = 'rated' THEN subject ELSE '' END AS rated"
# Of what a source tells beside, only the partner is asked of everybody.
_PARTNER: Final = "CASE WHEN attributes LIKE '%\"partner\"%' THEN attributes ELSE '' END AS partner"


def _flag(column: str) -> str:
    return f"CASE {column} WHEN TRUE THEN 1 WHEN FALSE THEN 0 END AS {column}"


SELECTS: Final = {
    "interaction": "customer_id AS customer, occurred_at, sequence, key, ordinal, kind, side, touchpoint, channel,"
    f' thread, about, actor, "to", due_at, amount, currency, outcome, {_FELT}, {_RATED}, {_PARTNER},'
    f" {_flag('automatic')}"
    " FROM timeline_interaction WHERE customer_id",
    "encounter": "customer_id AS customer, touchpoint, channel, thread, opened_at, last_at, closed_at, waiting_for,"
    " waiting_since, first_asked_at, first_response, waited, questions, handovers, complaints, amount, currency,"
    f" outcome, interactions, {_FELT} FROM timeline_encounter WHERE customer_id",
    "promise": "customer_id AS customer, touchpoint, pledge, made_by, made_at, original_due_at, due_at, redated,"
    f" redated_at, told_at, asked_at, {_flag('told_before_due')}, {_flag('told_before_asked')}, done_at,"
    " withdrawn_at FROM timeline_promise WHERE customer_id",
    "customer": f"id AS customer, entity, {_flag('known')}, first_at, last_at, interactions, revision"
    " FROM identity_customer WHERE id",
    "membership": "DISTINCT person.customer_id AS customer, organisation.customer_id AS organisation"
    " FROM identity_membership AS link"
    " JOIN identity_identifier AS person ON person.id = link.person_id"
    " JOIN identity_identifier AS organisation ON organisation.id = link.organisation_id"
    " WHERE organisation.customer_id IN ({touched}) OR person.customer_id",
    "trait": "identifier.customer_id AS customer, trait.name AS trait, trait.value AS value, trait.occurred_at,"
    " trait.event_id FROM identity_trait AS trait JOIN identity_identifier AS identifier"
    " ON identifier.id = trait.identifier_id AND trait.name IN ({traits}) WHERE identifier.customer_id",
}
# Equal on both sides, the copy holds what the store holds. `known` is left out: it changes with the revision.
SUMS: Final = (
    "SELECT COUNT(*) AS customers, CAST(COALESCE(SUM(interactions), 0) AS BIGINT) AS interactions,"
    " CAST(COALESCE(SUM(revision), 0) AS BIGINT) AS revisions FROM "
)
STATE: Final = (
    "SELECT position, turn, rebuilds, CASE WHEN rebuild_asked_at IS NULL AND rebuild_until IS NULL THEN 0 ELSE 1 END"
    " AS rebuilding, (SELECT COUNT(*) FROM privacy_erasure) AS erasures,"
    " (SELECT COALESCE(MAX(id), 0) FROM timeline_interaction) AS last_row FROM pipeline_progress WHERE id = 1"
)


def select(table: str, whose: str | None) -> str:
    """The rows of the customers whose ids `whose` gives, as a SELECT or a list; of all, where None.

    All are read as they lie on disk: by customer, each row would be a jump.
    """
    # A trait's name is of letters, digits, _ and - (lib/trait_names.py).
    declared = ", ".join(f"'{name}'" for name in settings.CHOSEN["segment_traits"]) or "NULL"
    read, _, condition = SELECTS[table].replace("{traits}", declared).rpartition(" WHERE ")
    if whose is None:
        return f"SELECT {read}"
    return f"SELECT {read} WHERE {condition.replace('{touched}', whose)} IN ({whose})"


def touched(since: int) -> str:
    """Ids of the customers that were touched at log position `since` or later."""
    return f"SELECT id FROM identity_customer WHERE revision >= {since:d}"


def states(since: int) -> str:
    """Of the same customers: how many interactions they have, and whether any was moved or taken away since."""
    return (
        f"SELECT id AS customer, interactions, CASE WHEN reshaped >= {since:d} THEN 1 ELSE 0 END AS reshaped"
        f" FROM identity_customer WHERE revision >= {since:d}"
    )


def newer(table: str, last_row: int) -> str:
    """The interactions that were stored after row `last_row`; or the encounters that any of them is in.

    Of customers to whom interactions only came, each after all before, no other encounter is new or changed. Place and
    thread stand in the index that leads to a customer's encounters: no others are read.
    """
    read, _, condition = SELECTS[table].rpartition(" WHERE ")
    if table == "interaction":
        return f"SELECT {read} WHERE id > {last_row:d}"
    columns, _, source = read.rpartition(" FROM ")
    # + 0, or SQLite goes through all rows by the index on customers, so as to have them in that order.
    return (
        f"SELECT {columns} FROM (SELECT customer_id + 0 AS whose, touchpoint AS place, thread AS told, MIN(occurred_at) AS since"
        f" FROM timeline_interaction WHERE id > {last_row:d} GROUP BY customer_id + 0, touchpoint, thread) AS newer"
        f" CROSS JOIN {source} WHERE {condition} = newer.whose AND touchpoint = newer.place AND thread = newer.told"
        " AND last_at >= newer.since"
    )
