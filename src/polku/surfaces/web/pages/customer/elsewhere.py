"""Where a customer is found who is not at the asked address: merged into another, or of the other kind."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from polku.lenses.customer.who import present_id, who
from polku.surfaces.web.frame import wants_fragment


def elsewhere(request: HttpRequest, customer_id: int) -> HttpResponseBase:
    """A redirect to the present customer's own page; Http404 where the id leads to nobody."""
    present = present_id(customer_id)
    found = None if present is None else who(present)
    if found is None:
        raise Http404
    kind = "organisation" if found.entity == "organisation" else "customer"
    address = reverse(kind, args=[found.id])
    if address == request.path:
        raise Http404
    return HttpResponseClientRedirect(address) if wants_fragment(request) else redirect(address)
