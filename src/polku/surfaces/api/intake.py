"""Operations on what comes in: sources, raw events, quarantine."""

from typing import Annotated, Any, Literal

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from polku.identity.models import Sighting
from polku.intake import quarantine as kept
from polku.intake.models import Quarantined
from polku.intake.sources import SourceLine, source_lines
from polku.pipeline.status import status as pipeline_status
from polku.privacy import looks
from polku.surfaces.api.problems import ANY, ONE
from polku.surfaces.api.shapes import intake as shapes
from polku.surfaces.api.shapes.values import LARGEST_ID, Limit, Problem, RowId
from polku.surfaces.api.sign_in import may, person_of
from polku.timeline.log import read
from polku.timeline.models import Source
from polku.workspace.models import Role

router = Router(tags=["Intake"])
State = Annotated[Literal["waiting", "asked", "replayed", "dismissed", ""], Query(description="Empty: any.")]
Before = Annotated[int, Query(ge=0, le=LARGEST_ID, description="`next` of the page before.")]


@router.get("/status", response={200: shapes.Status, **ANY}, summary="Status")
@may(Role.SEES_CUSTOMERS)
def status(request: HttpRequest) -> Any:
    """How much there is, and how far behind the log the pages are."""
    return pipeline_status()


@router.get("/sources", response={200: shapes.Sources, **ANY}, summary="Sources")
@may(Role.MANAGES)
def sources(request: HttpRequest) -> Any:
    """All sources, with how much came from each and what waits in quarantine."""
    return {"sources": [_source(line) for line in source_lines()]}


@router.get("/events/{event_id}", response={200: shapes.Event, **ONE}, summary="One raw event")
@may(Role.SEES_CUSTOMERS)
def event(request: HttpRequest, event_id: RowId) -> Any:
    """What the source told, word for word; recorded as a look at the customer it is filed under."""
    told = read.event(event_id)
    if told is None:
        raise HttpError(404, _("There is no such event."))
    sighting = Sighting.objects.filter(event_id=event_id).select_related("identifier").first()
    customer_id = sighting.identifier.customer_id if sighting else None
    if customer_id is not None:
        looks.record(person_of(request), customer_id, "api:event")
    return {
        "id": told.id,
        "source": _slugs().get(told.source_id, ""),
        "form": told.form,
        "occurred_at": told.occurred_at,
        "received_at": told.received_at,
        "customer_id": customer_id,
        "body": None if told.body is None else msgspec.json.decode(told.body),
    }


@router.get("/quarantine", response={200: shapes.Quarantine, **ANY}, summary="Quarantine")
@may(Role.MANAGES)
def quarantine(request: HttpRequest, state: State = "waiting", cursor: Before = 0, limit: Limit = 50) -> Any:
    """What could not be read, newest first."""
    found = kept.listed(state, None, cursor or None, limit + 1)
    slugs = _slugs()
    page = [_refused(one, slugs) for one in found[:limit]]
    return {"quarantined": page, "next": page[-1]["id"] if len(found) > limit else None}


@router.get(
    "/quarantine/{refused_id}", response={200: shapes.RefusedWhole, **ONE}, summary="One refused message"
)
@may(Role.MANAGES)
def refused(request: HttpRequest, refused_id: RowId) -> Any:
    """The whole of it, with the reason and where in it."""
    one = _one(refused_id)
    return _refused(one, _slugs()) | {"text": kept.text_of(one)}


@router.post(
    "/quarantine/{refused_id}/replay",
    response={200: shapes.Replayed, **ONE, 400: Problem, 409: Problem},
    summary="Replay",
)
@may(Role.MANAGES)
def replay(request: HttpRequest, refused_id: RowId, mended: shapes.Mended) -> Any:
    """Send it through its door again, as it is or mended; 409 says why that can't be."""
    try:
        done = kept.replay(_one(refused_id), mended.text)
    except kept.CannotReplay as error:
        raise HttpError(409, str(error)) from error
    problems = [{"where": where, "reason": reason} for where, reason in done.problems]
    return msgspec.structs.asdict(done) | {"problems": problems}


@router.post("/quarantine/{refused_id}/dismiss", response={200: shapes.Refused, **ONE}, summary="Dismiss")
@may(Role.MANAGES)
def dismiss(request: HttpRequest, refused_id: RowId) -> Any:
    """Say that it needs no reading; it stays, out of sight."""
    kept.dismiss(_one(refused_id))
    return _refused(_one(refused_id), _slugs())


def _one(refused_id: int) -> Quarantined:
    found = Quarantined.objects.filter(pk=refused_id).first()
    if found is None:
        raise HttpError(404, _("There is nothing of that id in quarantine."))
    return found


def _slugs() -> dict[int, str]:
    return dict(Source.objects.values_list("pk", "slug"))


def _source(line: SourceLine) -> dict[str, Any]:
    source = line.source
    told = {name: getattr(source, name) for name in ("slug", "name", "mapping", "time_zone", "rate_limit")}
    return told | {
        "id": source.pk,
        "retired": source.retired_at is not None,
        "keys": line.keys,
        "events": line.events,
        "waiting_in_quarantine": line.waiting,
        "last_received_at": line.last_received_at,
    }


def _refused(one: Quarantined, slugs: dict[int, str]) -> dict[str, Any]:
    told = {
        name: getattr(one, name) for name in ("form", "reason", "where", "state", "received_at", "event_id")
    }
    return told | {"id": one.pk, "source": slugs.get(one.source_id, "")}
