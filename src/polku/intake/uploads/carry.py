"""Import accepted uploads, one after another, in a thread beside the worker; goes on after a kill."""

import logging
import threading
from functools import partial
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from polku.intake.files.found import UnreadableFile
from polku.intake.files.importing import Tally, import_files
from polku.intake.files.plan import plan_import
from polku.intake.models import Upload
from polku.intake.uploads.place import clear, held, path_of
from polku.intake.uploads.tidy import tidy
from polku.intake.uploads.turn import Gone, keep_while_there
from polku.timeline.models import Source
from polku.touchpoints.mappings.load import NoSuchMapping, reader
from polku.touchpoints.mappings.wrong import WrongMapping

log = logging.getLogger(__name__)
IDLE: Final = 0.5  # seconds between looks for an accepted upload
PAUSE: Final = 5.0  # seconds, after the database failed
TOLD_EVERY: Final = 0.5  # seconds between two savings of how far it is
TIDY_EVERY: Final = 3600.0  # seconds


class _Stopping(Exception):
    """The process ends; the import goes on when the next one begins."""


def carry(stop: threading.Event) -> None:
    """Import whatever is accepted, until `stop` is set."""
    tidied = -TIDY_EVERY
    try:
        while not stop.is_set():
            try:
                if monotonic() - tidied >= TIDY_EVERY:
                    tidy()
                    tidied = monotonic()
                if not carry_one(stop):
                    stop.wait(IDLE)
            except (OperationalError, InterfaceError) as error:
                log.warning("uploads wait, for the database failed: %s", str(error).strip())
                connections.close_all()
                stop.wait(PAUSE)
    finally:
        connections.close_all()


def carry_one(stop: threading.Event) -> bool:
    """Import the oldest accepted upload that nobody else is at; False where there is none."""
    for upload in Upload.objects.filter(state="importing").order_by("pk"):
        path = path_of(upload)
        if not path.exists():
            _end(upload, "stopped", "gone")
            return True
        with held(path) as mine:
            if mine:
                _import(upload, stop)
                return not stop.is_set()
    return False


def _import(upload: Upload, stop: threading.Event) -> None:
    path, tally = path_of(upload), Tally()
    try:
        found = reader(upload.mapping)
        source = Source.objects.get(pk=upload.source_id or 0)
        zone = source.time_zone or settings.CHOSEN["time_zone"]
        keeping = partial(keep_while_there, path)
        import_files(
            plan_import(path, found), found, source.pk, zone, _Progress(upload, tally, stop), tally, keeping
        )
    except _Stopping:
        return
    except Gone:
        _count(upload, tally)
        _end(upload, "stopped", "gone")
        return
    except (UnreadableFile, NoSuchMapping, WrongMapping, Source.DoesNotExist) as error:
        _end(upload, "stopped", str(error))
        return
    _count(upload, tally)
    _end(upload, "stopped" if tally.faults else "done", "; ".join(tally.faults))


class _Progress:
    """Saves how far the import is, now and then; ends it where the process ends."""

    def __init__(self, upload: Upload, tally: Tally, stop: threading.Event) -> None:
        self._upload = upload
        self._tally = tally
        self._stop = stop
        self._saved_at = monotonic()

    def __call__(self, read: int) -> None:
        if self._stop.is_set():
            raise _Stopping
        self._upload.bytes_read = read
        if monotonic() - self._saved_at >= TOLD_EVERY:
            _count(self._upload, self._tally)
            self._saved_at = monotonic()


def _count(upload: Upload, tally: Tally) -> None:
    upload.rows = tally.rows
    upload.added = tally.added
    upload.known = tally.known + tally.resumed
    upload.quarantined = tally.quarantined
    upload.save(update_fields=["bytes_read", "rows", "added", "known", "quarantined"])


def _end(upload: Upload, state: str, fault: str = "") -> None:
    """The last word, and then the file goes: killed in between, `tidy` takes it."""
    Upload.objects.filter(pk=upload.pk, state="importing").update(
        state=state, fault=fault[:300], finished_at=timezone.now()
    )
    clear(upload.folder)
