"""What uploads hold about customers, registered with privacy: the files that still lie there, and their names.

A file that tells of the forgotten goes whole, with the rows of others: it is a copy of what another system
holds, and can be given again without them. An import under way stops there; its rows that came in before are
events like any other, and forgotten with them.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from polku.intake.files.formats import parser_of
from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import opened
from polku.intake.models import Upload
from polku.intake.uploads.place import clear, path_of
from polku.intake.uploads.turn import take_turn
from polku.lib.clock import from_datetime, to_text
from polku.privacy.held.columns import take_out
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject
from polku.privacy.values import Values
from polku.touchpoints.mappings.template import as_word

_AT_ONCE: Final = 500  # rows looked through at a time


def _export(subject: Subject) -> list[dict[str, Any]]:
    return [
        {"file": upload.file_name, "uploaded_at": to_text(from_datetime(upload.uploaded_at))}
        for upload in _whose(subject)
    ]


def _erase(subject: Subject) -> int:
    take_turn()
    found = _whose(subject)
    for upload in found:
        clear(upload.folder)
        upload.state, upload.fault, upload.finished_at = "stopped", "forgotten", timezone.now()
        upload.file_name = subject.values.without(upload.file_name)[:120]
        upload.save(update_fields=["state", "fault", "finished_at", "file_name"])
    return len(found)


def _take_out_of_names(subject: Subject) -> int:
    ended = Upload.objects.exclude(state__in=["waiting", "importing"])
    return take_out(ended, {"file_name": False, "fault": False}, subject.values)


def _whose(subject: Subject) -> list[Upload]:
    """Uploads whose file still lies there and holds one of the subject's values, or can't be looked through."""
    waiting = Upload.objects.filter(state__in=["waiting", "importing"]).order_by("pk")
    return [upload for upload in waiting if _holds(path_of(upload), subject.values)]


def _holds(path: Path, values: Values) -> bool:
    if not path.exists() or not values:
        return False
    if values.without(path.name) != path.name:
        return True
    try:
        return any(values.without(text) != text for text in _texts(path))
    except UnreadableFile:
        return True


def _texts(path: Path) -> Iterator[str]:
    """The file's rows as text, some hundred at a time."""
    with opened(path) as file:
        rows = parser_of(path)(file, [])
        while some := list(islice(rows, _AT_ONCE)):
            yield "\n".join(_text(found) for found in some)


def _text(found: Found) -> str:
    if found.fault:
        return found.raw.decode("utf-8", "replace")
    return "\n".join(_words(found.values))


def _words(value: Any) -> Iterator[str]:
    """All texts and numbers within a row, however deep."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield str(name)
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    else:
        yield as_word(value)


UPLOADS: Final = Holder("uploads", ["intake.upload"], _export, _erase, _take_out_of_names, in_log=True)
