"""Everything held about one customer, as one value that can be written as JSON."""

from typing import Any

from django.utils import timezone

from polku.privacy.holders import holders
from polku.privacy.subject import Subject


def everything_held(subject: Subject) -> dict[str, Any]:
    """{"exported_at": ..., "<holder>": [...]} for every holder."""
    held = {holder.name: holder.export(subject) for holder in holders()}
    return {"exported_at": timezone.now().isoformat(), **held}
