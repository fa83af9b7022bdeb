"""Take a person's values out of text columns of rows that belong to others."""

from collections.abc import Mapping
from typing import Any

from django.db import connections, models, router

from polku.privacy.values import Values


def take_out(model: type[models.Model], columns: Mapping[str, bool], values: Values) -> int:
    """Replace the values in these columns (name → whether it holds JSON); returns how many rows changed."""
    if not values:
        return 0
    changed = 0
    for key, told in _rows_like(model, list(columns), values.likes):
        left = {
            name: _cut(model, name, values.without_json(text) if columns[name] else values.without(text))
            for name, text in told.items()
            if text
        }
        if any(left[name] != told[name] for name in left):
            changed += model._default_manager.filter(pk=key).update(**left)
    return changed


def _rows_like(
    model: type[models.Model], columns: list[str], likes: list[str]
) -> list[tuple[Any, dict[str, str | None]]]:
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    anyone = " OR ".join(f"{quote(column)} {like} %s ESCAPE '!'" for column in columns for _ in likes)
    names = ", ".join(quote(column) for column in [model._meta.pk.name, *columns])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {quote(model._meta.db_table)} WHERE {anyone}", [*likes] * len(columns)
        )
        return [(row[0], dict(zip(columns, row[1:], strict=True))) for row in cursor.fetchall()]


def _cut(model: type[models.Model], name: str, text: str) -> str:
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return text[:longest] if longest else text
