from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lib.clock import now
from polku.pipeline.progress import progress
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.arriving import stream
from polku.surfaces.web.pages.arriving.arrivals import arrivals
from polku.surfaces.web.pages.arriving.pace import paces
from polku.timeline.log.read import received_after
from polku.touchpoints.journeys.places import places
from polku.workspace.models import Role


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def arriving(request: HttpRequest) -> HttpResponse:
    """The page; it asks for itself again when the stream says that something came, unless it is paused."""
    moment, reached = now(), progress()
    oldest = received_after(reached.position)
    lines = arrivals(reached.position)
    context = {
        "now": paces(moment, reached.position),
        "arrivals": lines,
        "places": places(),
        "newest": lines[0].event_id if lines else 0,
        "since": _number(request.GET.get("since", "")),
        "lag": 0 if oldest is None else max(0, moment - oldest),
        "rebuild": reached if reached.rebuild_until is not None else None,
        "paused": "paused" in request.GET,
        "moment": moment,
        "manages": person_of(request).may(Role.MANAGES),
    }
    return render(request, "arriving/arriving.html", context)


@require_safe
@may(Role.SEES_CUSTOMERS)
def listen(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events: `arrived` at most once a second."""
    if stream.Open.count >= stream.MOST:
        busy = _("Too many pages are listening. This one shows changes when it is loaded again.")
        return HttpResponse(busy, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})
    return StreamingHttpResponse(
        stream.arriving(),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
