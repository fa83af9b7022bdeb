"""A customer's page and their encounters. Each look is recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lenses.customer.cursor import WrongCursor
from polku.lenses.customer.encounters import encounter as encounter_now
from polku.lenses.customer.interactions import interactions_of
from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.web.frame import render, wants_fragment
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.customer.elsewhere import elsewhere
from polku.surfaces.web.pages.customer.path import path_context
from polku.workspace.models import Role


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def customer(request: HttpRequest, customer_id: int) -> HttpResponseBase:
    """Who this is, what is open, the path. An absorbed id leads to the present customer."""
    page = customer_page(customer_id, now())
    if page is None or page.who.entity == "organisation":
        return elsewhere(request, customer_id)
    looks.record(person_of(request), customer_id, "web:customer")
    return render(request, "customer/customer.html", path_context(request, page))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def encounter(request: HttpRequest, customer_id: int, key: str) -> HttpResponse:
    """What happened in one encounter: a page of its own, or the part that opens in the path."""
    try:
        found = encounter_now(customer_id, key, now())
    except WrongCursor as error:
        raise Http404 from error
    if found is None:
        raise Http404
    looks.record(person_of(request), customer_id, "web:encounter")
    template = "customer/interactions.html" if wants_fragment(request) else "customer/encounter.html"
    return render(request, template, {"encounter": found, "interactions": interactions_of(found)})
