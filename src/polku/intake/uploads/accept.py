"""Somebody says how an upload is read: its mapping is saved, its source made, its import begins."""

from typing import Any

from django.db import transaction

from polku.intake.models import Upload
from polku.intake.sources import NAME_LENGTH, WrongSource, add_source
from polku.timeline.log.read import last_position
from polku.timeline.models import Source
from polku.touchpoints.mappings import load
from polku.touchpoints.mappings.save import save_mapping


def accept_as_new(upload: Upload, called: str, mapping: str, text: str, person: Any) -> Source:
    """Import with a mapping of its own, into a new source; WrongSource or WrongMapping, and nothing done."""
    if len(called) > NAME_LENGTH:
        raise WrongSource(f"A name has at most {NAME_LENGTH} characters.")
    with transaction.atomic():
        save_mapping(mapping, text, person)
        source = add_source(called, mapping)
        _begin(upload, source)
    return source


def accept_as_before(upload: Upload, source: Source) -> None:
    """Import with the mapping of a source that is there."""
    _begin(upload, source)


def free_name(name: str) -> str:
    """The name, with a number where there is a mapping or source of that name already."""
    taken = {*load.names(), *Source.objects.filter(slug__startswith=name).values_list("slug", flat=True)}
    numbered = (name if n == 1 else f"{name[:55]}-{n}" for n in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def _begin(upload: Upload, source: Source) -> None:
    """Only what waits begins: a second press changes nothing."""
    Upload.objects.filter(pk=upload.pk, state="waiting").update(
        state="importing", mapping=source.mapping, source_id=source.pk, log_position=last_position()
    )
