"""That somebody wrote a log of many customers' walks to a file: noted before they have it."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from polku.privacy.models import LogExport, Look
from polku.workspace.models import Person

_AT_A_TIME: Final = 5_000


def note_export(
    person: Person | None, form: str, question: str, customers: int, steps: int, identified: bool
) -> LogExport:
    """Note the export; `person` None is someone at the server's own command line."""
    return LogExport.objects.create(
        person=person,
        form=form,
        question=question[:700],
        customers=customers,
        steps=steps,
        identified=identified,
    )


def note_named(person: Person | None, customers: Sequence[int], through: str) -> None:
    """Note of each of these customers that the person read who they are and where they have been."""
    moment = timezone.now()
    Look.objects.bulk_create(
        [Look(person=person, customer_id=one, looked_at=moment, through=through) for one in customers],
        _AT_A_TIME,
    )
