"""Who looked at a customer: theirs to know, and gone with them."""

from typing import Any

from polku.privacy.holders import Holder
from polku.privacy.models import Look
from polku.privacy.subject import Subject


def _export(subject: Subject) -> list[dict[str, Any]]:
    looks = (
        Look.objects.filter(customer_id=subject.customer_id).select_related("person").order_by("looked_at")
    )
    return [
        {
            "at": look.looked_at.isoformat(),
            "by": str(look.person) if look.person else None,
            "through": look.through,
        }
        for look in looks
    ]


def _erase(subject: Subject) -> int:
    return Look.objects.filter(customer_id=subject.customer_id).delete()[0]


LOOKS = Holder("looks", ["privacy.look"], _export, _erase)
