from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from polku.lib.clock import SECOND
from polku.pipeline.status import status as counts
from polku.surfaces.web.frame import render, wants_fragment
from polku.surfaces.web.gate import may
from polku.workspace.models import Role


@never_cache
@may(Role.SEES_CUSTOMERS)
def status(request: HttpRequest) -> HttpResponse:
    """The counts; htmx asks for the figures alone, every few seconds."""
    found = counts()
    context = {"status": found, "lag": round(found["lag_seconds"] * SECOND)}
    template = "status/figures.html" if wants_fragment(request) else "status/status.html"
    return render(request, template, context)
