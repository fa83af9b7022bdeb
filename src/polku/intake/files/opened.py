"""A file opened for reading, unzipped as it is read; what is cut off or damaged is told, not raised."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_BLOCK: Final = 1 << 18
_GZIP: Final = 31  # zlib's window bits for gzip
_MAGIC: Final = b"\x1f\x8b"  # with which all gzip data begins
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # with which some texts begin


class Gunzipped(io.RawIOBase):
    """The content of a gzip file as far as it can be had; `fault` says why it ends before its end."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.fault = ""
        self._file = file
        self._unzip = zlib.decompressobj(_GZIP)
        self._left = b""
        self._began = False
        self._finished = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while not self.fault and not self._finished:
            if self._unzip.eof:
                if not self._another_member():
                    return b""
            elif not self._left:
                self._left = self._file.read(_BLOCK)
                if not self._left:
                    return self._end()
            try:
                data = self._unzip.decompress(self._left, size)
            except zlib.error as error:
                self.fault = f"the gzip data is damaged: {error}"
                return b""
            self._began = True
            self._left = self._unzip.unconsumed_tail
            if data:
                return data
        return b""

    def _another_member(self) -> bool:
        """Gzip files may be strung together; zeros may pad the end."""
        self._left = (self._unzip.unused_data or self._file.read(_BLOCK)).lstrip(b"\0")
        self._unzip = zlib.decompressobj(_GZIP)
        self._began = False
        self._finished = not self._left
        return not self._finished

    def _end(self) -> bytes:
        flushed = self._unzip.flush() if self._began else b""
        if not self._unzip.eof:
            self.fault = "the gzip file is cut off before its end"
        return flushed


class Opened:
    """A file's content as bytes, how far into the file they come from, and whether it ends too early.

    Whether it is zipped is seen from its first bytes, whatever its name says.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._raw = path.open("rb")
        head = self._raw.peek(len(_MAGIC))
        self.zipped = head.startswith(_MAGIC) or (path.suffix == ".gz" and not _is_plain(head))
        self._gunzipped = Gunzipped(self._raw) if self.zipped else None
        self.stream = io.BufferedReader(self._gunzipped, _BLOCK) if self._gunzipped else self._raw

    @property
    def fault(self) -> str:
        return self._gunzipped.fault if self._gunzipped else ""

    def position(self) -> int:
        """Bytes of the file read so far, as it lies on the disk."""
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()


def _is_plain(head: bytes) -> bool:
    """Browsers unzip what they download, and leave the name as it was."""
    return head.startswith(_MARKS) or (head[:1].isascii() and head[:1].decode().isprintable() and head != b"")


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The file, closed at the end."""
    file = Opened(path)
    try:
        yield file
    finally:
        file.close()


def stem(path: Path) -> str:
    """The file's name without its endings: orders for orders.csv.gz."""
    name = path.name.removesuffix(".gz")
    return name.rpartition(".")[0] or name


def ending(path: Path) -> str:
    """The ending that tells the format: csv for orders.csv.gz."""
    return path.name.removesuffix(".gz").rpartition(".")[2].lower()
