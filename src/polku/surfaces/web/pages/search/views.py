"""The first page: search as you type; without words, what waits for us now and the customers met last."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.identity.search import search as found
from polku.lenses.customer.listed import latest
from polku.lib.clock import now
from polku.pipeline.progress import progress
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.search.today import today
from polku.touchpoints.journeys.places import places
from polku.workspace.models import Role

MOST: Final = 50
MET_LAST: Final = 20


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def search(request: HttpRequest) -> HttpResponse:
    """The first page."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    reached = progress()
    context = {
        "words": words,
        "customers": found(words, MOST) if words else latest(MET_LAST),
        "today": None if words else today(now()),
        "places": {} if words else places(),
        "rebuild": reached if reached.rebuild_until is not None else None,
        "most": MOST,
        "manages": person_of(request).may(Role.MANAGES),
    }
    return render(request, "search/search.html", context)
