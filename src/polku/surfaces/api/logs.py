"""Walks as an event log, for programs: what `polku export-log` writes, with the same limits, and noted in the same place."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import IO, Annotated, Any, Final, Literal

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Path as InPath
from ninja import Query, Router
from ninja.errors import HttpError

from polku.intake.files.scratch import scratch_folder
from polku.lenses.asked import WrongQuestion
from polku.surfaces.api.problems import ONE
from polku.surfaces.api.shapes.values import Problem
from polku.surfaces.api.sign_in import may, person_of
from polku.surfaces.api.which_walks import WhichWalks
from polku.surfaces.event_logs.writing import Order, form_of, write_log
from polku.workspace.models import Role

router = Router(tags=["Event logs"])
_MOST: Final = 2  # logs written at a time
_BLOCK: Final = 1 << 18
_KIND: Final = "application/octet-stream"
_writing = threading.BoundedSemaphore(_MOST)

Name = Annotated[str, InPath(max_length=100, pattern=r"^[A-Za-z0-9_-]+(\.[a-z]+)+$", description="Its ending says the form, as in walks.xes.gz: .xes, .csv, .parquet, .jsonocel or .sqlite; .gz zips.")]  # fmt: skip
Tool = Annotated[Literal["pm4py", "bupar", "celonis", "retentioneering"], Query(alias="for", description="Whose column names a CSV or Parquet file has.")]  # fmt: skip
Identifiers = Annotated[bool, Query(description="Customers by an identifier of theirs, for those who administer; as codes if not said.")]  # fmt: skip
Resources = Annotated[bool, Query(description="Also which of us acted, as a code for this log alone.")]
FILE: Final = {"responses": {200: {"description": "The log", "content": {_KIND: {"schema": {"type": "string", "format": "binary"}}}}}}  # fmt: skip


@router.get("/logs/{name}", response={**ONE, 503: Problem}, openapi_extra=FILE, summary="Walks as an event log")  # fmt: skip
@may(Role.MANAGES)
def log(
    request: HttpRequest,
    name: Name,
    which: Query[WhichWalks],
    tool: Tool = "pm4py",
    identifiers: Identifiers = False,
    resources: Resources = False,
) -> Any:
    """Each walk that began in the period, whole. Customers are codes, the same in every log; that it was asked is noted."""
    if identifiers and not person_of(request).may(Role.ADMINISTERS):
        raise HttpError(403, _("Your role does not reach that far."))
    form = _form(name)
    if not _writing.acquire(blocking=False):
        raise HttpError(503, _("Other logs are being written just now. Ask again when they are done."))
    try:
        with scratch_folder() as folder:
            words, person = which.words, person_of(request)
            order = Order(words.asked(), form, tool, identifiers, resources, person, "api:logs", str(words))
            write_log(order, folder / name)
            return _sent(request, (folder / name).open("rb"), name)
    finally:
        _writing.release()


def _form(name: str) -> str:
    try:
        return form_of(Path(name))
    except WrongQuestion as wrong:
        raise HttpError(404, str(wrong)) from wrong


def _sent(request: HttpRequest, file: IO[bytes], name: str) -> StreamingHttpResponse:
    """The file, whose name on the disk goes with its folder, block by block."""
    blocks = _blocks_meanwhile(file) if isinstance(request, ASGIRequest) else _blocks(file)
    answer = StreamingHttpResponse(blocks, content_type=_KIND)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Cache-Control"] = "no-store"
    return answer


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


async def _blocks_meanwhile(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while block := await asyncio.to_thread(file.read, _BLOCK):
            yield block
