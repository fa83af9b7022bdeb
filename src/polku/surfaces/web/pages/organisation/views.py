"""An organisation's page. Each look is recorded."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.customer.elsewhere import elsewhere
from polku.surfaces.web.pages.customer.path import path_context
from polku.workspace.models import Role


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def organisation(request: HttpRequest, customer_id: int) -> HttpResponseBase:
    """An organisation with its people, and their path as one."""
    page = customer_page(customer_id, now())
    if page is None or page.who.entity != "organisation":
        return elsewhere(request, customer_id)
    looks.record(person_of(request), customer_id, "web:organisation")
    return render(request, "customer/customer.html", path_context(request, page))
