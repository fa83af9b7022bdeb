from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from polku.lib.clock import SECOND
from polku.pipeline.recent_amounts import QUICK, recent_amounts
from polku.pipeline.status import standing
from polku.surfaces.web.frame import render, wants_fragment
from polku.surfaces.web.gate import may
from polku.workspace.models import Role


@never_cache
@may(Role.SEES_CUSTOMERS)
def status(request: HttpRequest) -> HttpResponse:
    """The counts; htmx asks for the figures alone, every few seconds."""
    counted, now = recent_amounts(), standing()
    context = {
        "status": counted.amounts | now,
        "lag": round(now["lag_seconds"] * SECOND),
        "counted_at": counted.counted_at if counted.took > QUICK else None,
    }
    template = "status/figures.html" if wants_fragment(request) else "status/status.html"
    return render(request, template, context)
