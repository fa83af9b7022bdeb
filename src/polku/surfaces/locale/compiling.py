"""Makes the `.mo` files that gettext reads out of the `.po` files that people write, without gettext's tools.

`python -m polku.surfaces.locale.compiling` does it by hand; the build (hatch_build.py) and the web's start do
it by themselves where a `.mo` is missing or older than its `.po`.
"""

import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from polku.surfaces.locale.catalog import Entry, entries

FOLDER: Final = Path(__file__).parent
_MAGIC: Final = 0x950412DE


def compile_stale(folder: Path = FOLDER) -> list[Path]:
    """Make what is missing or older than its source; gives the files made. OSError where it can't write."""
    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _write(target, compiled(entries(source)))
            made.append(target)
    return made


def compiled(messages: Iterable[Entry]) -> bytes:
    """The bytes of a `.mo` file: untranslated and fuzzy messages are left out, and stay English."""
    texts = {
        entry.key.encode(): entry.value.encode()
        for entry in messages
        if entry.is_translated or (not entry.message and entry.translations)
    }
    keys = sorted(texts)
    first = 7 * 4  # after the header
    keys_at, values_at = first + 16 * len(keys), 0
    places, body = [], b""
    for key in keys:
        places.append((len(key), keys_at + len(body)))
        body += key + b"\0"
    values_at = keys_at + len(body)
    values = b""
    value_places = []
    for key in keys:
        value_places.append((len(texts[key]), values_at + len(values)))
        values += texts[key] + b"\0"
    header = struct.pack("<7I", _MAGIC, 0, len(keys), first, first + 8 * len(keys), 0, 0)
    table = b"".join(struct.pack("<2I", *place) for place in [*places, *value_places])
    return header + table + body + values


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all: another process may be reading it."""
    beside = target.with_suffix(f".{os.getpid()}.tmp")
    beside.write_bytes(content)
    beside.replace(target)


if __name__ == "__main__":
    compile_stale()
