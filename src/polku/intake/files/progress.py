"""How far a file's import came: kept in step with what is on disk, so that it goes on after a kill.

The log knows every message by its key, so this only saves work: nothing depends on it for being right.
"""

from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import Final

from django.utils import timezone

from polku.intake.keep import Kept
from polku.intake.models import FileImport

_ENDS: Final = 1 << 20  # bytes at the beginning and the end that tell a file from another
_SECONDS: Final = 1.0  # between two savings


def fingerprint(path: Path) -> str:
    """A digest of the file's size, beginning and end."""
    size = path.stat().st_size
    hashed = blake2b(str(size).encode(), digest_size=32)
    with path.open("rb") as file:
        hashed.update(file.read(_ENDS))
        file.seek(max(0, size - _ENDS))
        hashed.update(file.read(_ENDS))
    return hashed.hexdigest()


class Bookmark:
    """Where the import of one file stands; saved at most once a second, and at the end."""

    def __init__(self, source_id: int, path: Path, mapping: str) -> None:
        self._record, _ = FileImport.objects.get_or_create(
            source_id=source_id,
            file_name=path.name[:300],
            fingerprint=fingerprint(path),
            defaults={"mapping": mapping},
        )
        if self._record.finished_at is not None or self._record.mapping != mapping:
            self._begin_anew(mapping)
        self._saved_at = monotonic()

    @property
    def rows_done(self) -> int:
        """Rows that need not be looked at again."""
        return int(self._record.rows_done)

    def advance(self, rows: int, kept: Kept) -> None:
        """Up to `rows` all is on disk."""
        self._record.rows_done = rows
        self._record.added += kept.added
        self._record.known += kept.known
        self._record.quarantined += kept.quarantined
        if monotonic() - self._saved_at >= _SECONDS:
            self._record.save()
            self._saved_at = monotonic()

    def finish(self) -> None:
        """The whole file is on disk."""
        self._record.finished_at = timezone.now()
        self._record.save()

    def leave(self) -> None:
        """Stop here, to go on another time."""
        self._record.save()

    def _begin_anew(self, mapping: str) -> None:
        self._record.mapping = mapping
        self._record.rows_done = self._record.added = self._record.known = self._record.quarantined = 0
        self._record.finished_at = None
        self._record.save()
