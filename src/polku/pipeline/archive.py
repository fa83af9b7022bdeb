"""A backup's file: a gzipped tar of a manifest and the databases' copies, each with its size and checksum."""

import hashlib
import io
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import msgspec

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_PIECE: Final = 2**20
_LARGEST_MANIFEST: Final = 2**20


class WrongArchive(Exception):
    """The file is no backup that can be restored; the text says why."""


class Part(msgspec.Struct, frozen=True):
    """One file in the archive."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `migrations` are "room.name" of every table change its databases have seen."""

    format: int
    version: str
    made_at: str
    database: str  # sqlite or postgresql
    counts: dict[str, int]
    migrations: list[str]
    files: dict[str, Part]


def part_of(path: Path) -> Part:
    """Size and checksum of a file."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, _sha256(file))


def pack(manifest: Manifest, files: Sequence[Path], target: Path) -> None:
    """Write the archive; `target` is either whole and on disk afterwards, or not there."""
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with open(unfinished, "wb", opener=_private) as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
                told = msgspec.json.format(msgspec.json.encode(manifest))
                entry = tarfile.TarInfo(MANIFEST)
                entry.size = len(told)
                archive.addfile(entry, io.BytesIO(told))
                for path in files:
                    archive.add(path, path.name, recursive=False)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into `folder` and check every byte; WrongArchive where something is amiss."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            for name, part in manifest.files.items():
                _unpack_part(archive, name, part, folder)
    except (tarfile.TarError, EOFError, OSError, msgspec.DecodeError) as error:
        raise WrongArchive(f"{source} is not a whole backup of Polku: {error}") from error
    return manifest


def _manifest(archive: tarfile.TarFile) -> Manifest:
    entry = archive.next()
    file = archive.extractfile(entry) if entry and entry.name == MANIFEST else None
    if file is None:
        raise WrongArchive(f"this is no backup of Polku: it does not begin with {MANIFEST}")
    manifest = msgspec.json.decode(file.read(_LARGEST_MANIFEST), type=Manifest)
    if manifest.format != FORMAT:
        raise WrongArchive(f"this backup has format {manifest.format}; this Polku reads format {FORMAT}")
    return manifest


def _unpack_part(archive: tarfile.TarFile, name: str, part: Part, folder: Path) -> None:
    if Path(name).name != name or name.startswith("."):
        raise WrongArchive(f"this backup names a file {name!r} outside its folder")
    try:
        file = archive.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise WrongArchive(f"this backup lacks {name}")
    with open(folder / name, "wb", opener=_private) as target:
        while piece := file.read(_PIECE):
            target.write(piece)
    if part_of(folder / name) != part:
        raise WrongArchive(f"{name} in this backup is damaged: its checksum is not the one written down")


def _sha256(file: IO[bytes]) -> str:
    hashed = hashlib.sha256()
    while piece := file.read(_PIECE):
        hashed.update(piece)
    return hashed.hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
