"""A secret kept in a file, made on first use."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The file's text; made where there is none. Several may ask at once: all get the same. OSError where it fails."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _offer(path, secrets.token_urlsafe(50))
    return path.read_text("ascii")


def _offer(path: Path, text: str) -> None:
    """Put a whole file there unless somebody was quicker: linking is one step, writing is not."""
    number, written = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}-"
    )  # readable by its owner alone
    try:
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(text)
        os.link(written, path)
    except FileExistsError:
        return
    finally:
        os.unlink(written)
