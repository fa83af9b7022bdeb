"""Everything held about one customer, as one value that can be written as JSON."""

from typing import Any

from django.utils import timezone

from polku.privacy.holders import holders
from polku.privacy.subject import subject_of


def everything_held(customer_id: int) -> dict[str, Any]:
    """{"exported_at": ..., "<holder>": [...]} for every holder; LookupError where there is no such customer."""
    subject = subject_of(customer_id)
    held = {holder.name: holder.export(subject) for holder in holders()}
    return {"exported_at": timezone.now().isoformat(), **held}
