"""What uploads hold about customers, registered with privacy: the files that still lie there, and their names.

A file that tells of the forgotten goes whole, with the rows of others: it is a copy of what another system
holds, and can be given again without them. An import under way stops there; its rows that came in before are
events like any other, and forgotten with them.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from polku.intake.files.formats import parser_of
from polku.intake.files.found import UnreadableFile
from polku.intake.files.opened import ending, opened
from polku.intake.files.text_lines import guess_encoding, sample_of
from polku.intake.models import Upload
from polku.intake.uploads.place import clear, path_of
from polku.intake.uploads.turn import take_turn
from polku.lib.clock import from_datetime, to_text
from polku.privacy.held.columns import take_out
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject
from polku.privacy.values import Values
from polku.touchpoints.mappings.template import as_word

_NO_DIGIT: Final = re.compile(r"[^0-9]+")
_AT_ONCE: Final = 500  # rows looked through at a time
_BLOCK: Final = 1 << 20  # bytes
_OVERLAP: Final = 1 << 12  # bytes, an even number for UTF-16


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
    return [upload for upload in waiting if holds(path_of(upload), subject.values)]


def holds(path: Path, values: Values) -> bool:
    """Whether the file at `path` has one of the values in it; also where it can't be looked through."""
    if not path.exists() or not values:
        return False
    if values.without(path.name) != path.name:
        return True
    may_hold = _sieve(values)
    try:
        return any(may_hold(text) and values.found_in(text) for text in _texts(path))
    except UnreadableFile:
        return True


def _sieve(values: Values) -> Callable[[str], bool]:
    """A quick test that passes every text with one of the values in it, and few others.

    The values' own expressions take a hundred times as long. Their LIKE patterns say which pieces must stand
    in a text; those of a phone number are its digits, with anything between.
    """
    patterns = [like.lower() for like in values.likes]
    pieces = [[piece for piece in pattern.split("%") if piece] for pattern in patterns]
    numbers = ["".join(some) for some in pieces if all(map(str.isdigit, some))]
    words = [some for some in pieces if not all(map(str.isdigit, some))]
    if any("!" in pattern for pattern in patterns):  # an escaped sign: no pieces to be had from it
        return lambda text: True

    def may_hold(text: str) -> bool:
        low = text.lower()
        if any(all(piece in low for piece in some) for some in words):
            return True
        digits = _NO_DIGIT.sub("", low) if numbers else ""
        return any(number in digits for number in numbers)

    return may_hold


def _texts(path: Path) -> Iterator[str]:
    """All that the file says, in pieces that overlap, so that nothing is cut in two unseen."""
    with opened(path) as file:
        if ending(path) == "parquet":
            rows = parser_of(path)(file, [])
            while some := list(islice(rows, _AT_ONCE)):
                yield "\n".join("\n".join(_words(found.values)) for found in some)
            return
        encoding, kept = guess_encoding(sample_of(path)), b""
        while block := file.stream.read(_BLOCK):
            yield (kept + block).decode(encoding, "replace")
            kept = block[-_OVERLAP:]


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
