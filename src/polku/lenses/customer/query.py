"""Raw reads of the operational store: a lens asks few, indexed questions and never writes."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of one SELECT."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


# Joined to "", a column offers no index: with few rows of a customer, SQLite would else read everybody's.
WAITING_FOR_US: Final = "(e.waiting_for || '') = 'us'"


def among(column: str, values: Sequence[Any]) -> str:
    """`column IN (%s, ...)` for as many values; false where there are none."""
    if not values:
        return "1 = 0"
    return f"{column} IN ({', '.join(['%s'] * len(values))})"
