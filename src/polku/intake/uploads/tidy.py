"""Delete what nobody waits for: files of uploads that ended, of none at all, and of those left for a week."""

import time
from datetime import timedelta
from typing import Final

from django.utils import timezone

from polku.intake.models import Upload
from polku.intake.uploads.place import clear, uploads_folder

LEFT_FOR: Final = timedelta(days=7)
_YOUNG: Final = 3600.0  # seconds; a folder as young as that may be of an upload that is just arriving


def tidy() -> None:
    """Once; safe beside imports that are under way."""
    left = Upload.objects.filter(state="waiting", uploaded_at__lt=timezone.now() - LEFT_FOR)
    left.update(state="discarded", fault="left", finished_at=timezone.now())
    needed = set(Upload.objects.filter(state__in=["waiting", "importing"]).values_list("folder", flat=True))
    for folder in uploads_folder().iterdir():
        if folder.is_dir() and folder.name not in needed and _is_old(folder.stat().st_mtime):
            clear(folder.name)


def discard(upload: Upload) -> None:
    """Delete the file of an upload that waits; what was imported of one under way stays."""
    Upload.objects.filter(pk=upload.pk, state__in=["waiting", "importing"]).update(
        state="discarded", fault="", finished_at=timezone.now()
    )
    clear(upload.folder)


def _is_old(changed_at: float) -> bool:
    return time.time() - changed_at > _YOUNG
