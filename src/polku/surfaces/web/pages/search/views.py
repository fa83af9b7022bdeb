"""Search as you type; without words, the customers met last."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.identity.search import search as found
from polku.lenses.customer.listed import latest
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.workspace.models import Role

MOST = 50


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def search(request: HttpRequest) -> HttpResponse:
    """The first page."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    customers = found(words, MOST) if words else latest(MOST)
    context = {
        "words": words,
        "customers": customers,
        "most": MOST,
        "manages": person_of(request).may(Role.MANAGES),
    }
    return render(request, "search/search.html", context)
