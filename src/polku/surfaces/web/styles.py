"""The style sheets that every page has, as one file: a phone asks for a few at a time, and each asking takes its while."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from polku.surfaces.web.gate import open_to_all

FOLDER: Final = Path(__file__).parent / "static" / "polku"
# In the order in which they are read; layers.css says which wins.
SHEETS: Final = (
    "layers", "tokens", "ground", "layout", "header", "button", "form", "table", "card", "message", "badge",
    "measured", "empty", "code", "pages",
)  # fmt: skip


def _tag(_request: HttpRequest) -> str:
    return f'"{sha256(_joined()).hexdigest()[:16]}"'


@require_safe
@open_to_all
@condition(etag_func=_tag)
def styles(_request: HttpRequest) -> HttpResponse:
    """All of them, kept by the browser for a minute as other files are."""
    headers = {"Cache-Control": "private, max-age=60"}
    return HttpResponse(_joined(), content_type="text/css; charset=utf-8", headers=headers)


def _joined() -> bytes:
    paths = [FOLDER / f"{name}.css" for name in SHEETS]
    return _read(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(2)
def _read(sheets: tuple[tuple[Path, int], ...]) -> bytes:
    """Read again where one of them was written since."""
    return b"\n".join(path.read_bytes() for path, _ in sheets)
