"""Where uploaded files lie: each in a folder of its own under uploads/ in the data folder."""

import fcntl
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

from polku.intake.models import Upload

_LONGEST: Final = 100  # characters of a file's name


def uploads_folder() -> Path:
    """The folder of all uploads; made where it is missing."""
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def new_folder() -> str:
    """The name of a folder that nobody can guess, made just now."""
    name = secrets.token_hex(16)
    (uploads_folder() / name).mkdir(mode=0o700)
    return name


def path_of(upload: Upload) -> Path:
    """Where the upload's file lies, or lay."""
    return uploads_folder() / upload.folder / upload.file_name


def clear(folder: str) -> None:
    """Delete an upload's folder with its file; nothing happens where it is gone."""
    shutil.rmtree(uploads_folder() / folder, ignore_errors=True)


def clean_name(name: str) -> str:
    """A file's name as it was given, without anything that could lead elsewhere."""
    name = re.sub(r"[^\w .()@+\-]+", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" ._")
    stem, dot, ending = name[-400:].rpartition(".")
    return (stem[: _LONGEST - len(ending) - 1] + dot + ending)[-_LONGEST:] or "file"


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Whether this process alone works on the file, until the end; another process's death lets it go."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
