"""Take a person's values out of text columns of rows that belong to others."""

from collections.abc import Mapping

from django.db import models

from polku.privacy.values import Values


def take_out(rows: "models.QuerySet[models.Model]", columns: Mapping[str, bool], values: Values) -> int:
    """Replace the values in these columns (name → whether it holds JSON) of the rows; returns how many changed."""
    changed = 0
    for key, *texts in list(rows.values_list("pk", *columns)):
        told = dict(zip(columns, texts, strict=True))
        left = {name: _left(rows.model, name, text, columns[name], values) for name, text in told.items()}
        if left != told:
            changed += rows.model._default_manager.filter(pk=key).update(**left)
    return changed


def _left(
    model: type[models.Model], name: str, text: str | None, is_json: bool, values: Values
) -> str | None:
    if not text:
        return text
    left = values.without_json(text) if is_json else values.without(text)
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return left[:longest] if longest else left
