"""Folders for what an import needs only while it runs. A killed import leaves its folder: it is swept away later."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

_HELD: Final = "held"  # the file that a running import keeps locked; the lock goes with the process


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of one's own in the data folder, gone at the end; first those of dead imports go."""
    sweep_scratch()
    with _all_held():
        folder = Path(tempfile.mkdtemp(dir=_place()))
        held = (folder / _HELD).open("w")
        fcntl.flock(held, fcntl.LOCK_EX)
    with held:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_scratch() -> int:
    """Remove what imports that no longer run have left; returns how many folders went."""
    gone = 0
    with _all_held():
        for folder in [found for found in _place().iterdir() if found.is_dir()]:
            if not _in_use(folder):
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone


def _place() -> Path:
    place = Path(settings.HOME) / "scratch"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextmanager
def _all_held() -> Iterator[None]:
    """One at a time: nobody sweeps a folder between its making and its lock."""
    with (_place() / "sweeping").open("w") as sweeping:
        fcntl.flock(sweeping, fcntl.LOCK_EX)
        yield


def _in_use(folder: Path) -> bool:
    try:
        with (folder / _HELD).open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
