"""What is folded about a customer: interactions, encounters, promises."""

from typing import Any, Final

from django.db import models
from django.forms.models import model_to_dict

from polku.lib.clock import to_text
from polku.privacy.held.columns import take_out
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow

_INNER: Final = ("id", "key", "identifier_id")  # row numbers and digests say nothing about anybody


def _holder(name: str, model: type[models.Model]) -> Holder:
    def own(subject: Subject) -> models.QuerySet[models.Model]:
        return model._default_manager.filter(customer_id=subject.customer_id).order_by("pk")

    def export(subject: Subject) -> list[dict[str, Any]]:
        return [_readable(row) for row in own(subject)]

    def erase(subject: Subject) -> int:
        return own(subject).delete()[0]

    def take_values_out(subject: Subject) -> int:
        bystanders = model._default_manager.filter(customer_id__in=set(subject.bystanders.values()))
        return take_out(bystanders, _text_columns(model), subject.values)

    return Holder(name, [model._meta.label_lower], export, erase, take_values_out)


def _text_columns(model: type[models.Model]) -> dict[str, bool]:
    """The columns into which told words can come; whether they hold JSON."""
    fixed = {"kind", "side", "channel", "pledge", "currency", "waiting_for"}
    return {
        field.name: field.name in {"attributes", "people"}
        for field in model._meta.fields
        if isinstance(field, (models.CharField, models.TextField)) and field.name not in fixed
    }


def _readable(row: models.Model) -> dict[str, Any]:
    return {
        name: to_text(value) if name.endswith("_at") and isinstance(value, int) else value
        for name, value in model_to_dict(row).items()
        if name not in _INNER and value not in (None, "")
    }


PATH: Final = (
    _holder("interactions", InteractionRow),
    _holder("encounters", EncounterRow),
    _holder("promises", PromiseRow),
)
