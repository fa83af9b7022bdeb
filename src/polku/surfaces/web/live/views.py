"""The address an open page listens at."""

from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from polku.lenses.customer.belonging import members_of
from polku.lenses.customer.who import who
from polku.surfaces.web.gate import may
from polku.surfaces.web.live.stream import changes
from polku.surfaces.web.live.watch import streams
from polku.workspace.models import Role

MOST: Final = 500  # streams in one process; more pages than that go without live updates


@require_safe
@may(Role.SEES_CUSTOMERS)
def customer(request: HttpRequest, customer_id: int) -> HttpResponseBase:
    """Server-sent events about one customer (an organisation: its people's too) since a known revision."""
    present = who(customer_id)
    if present is None:
        raise Http404
    if streams() >= MOST:
        busy = _("Too many pages are listening. This one shows changes when it is loaded again.")
        return HttpResponse(busy, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})
    members = members_of(customer_id) if present.entity == "organisation" else []
    whose = [customer_id, *(member.id for member in members)]
    return StreamingHttpResponse(
        changes(whose, _known(request)),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _known(request: HttpRequest) -> int:
    """The revision the page shows: the last one heard here, else the one it was drawn with; 0 for none."""
    told = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    return int(told) if told.isascii() and told.lstrip("-").isdigit() and len(told) < 19 else 0
