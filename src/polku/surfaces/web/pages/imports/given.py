"""The file or the pasted rows that a form brings."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _


class NothingGiven(ValueError):
    """Neither a file nor rows."""


def given(request: HttpRequest) -> tuple[str, Iterable[bytes]]:
    """A file's name and its content in pieces."""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile) and file.name:
        return file.name, file.chunks()
    pasted = request.POST.get("pasted", "").lstrip("\r\n")
    if not pasted.strip():
        raise NothingGiven
    ending = "jsonl" if pasted.lstrip().startswith("{") else "csv"
    return f"{_('pasted rows')}.{ending}", [pasted.encode("utf-8", "surrogatepass")]
