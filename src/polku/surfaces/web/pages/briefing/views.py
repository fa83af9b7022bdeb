"""What stands behind a sentence of the briefing. Each look is recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lenses.customer.interactions import told_by
from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.web.frame import render, wants_fragment
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.briefing.asked import asked_events
from polku.workspace.models import Role


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def evidence(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The interactions that these events told of this customer, and of an organisation's people."""
    page = customer_page(customer_id, now())
    if page is None:
        raise Http404
    events = asked_events(request)
    interactions = told_by(page.whose, events)
    facts = [one for one in page.facts if one.event_id in events]
    looks.record(person_of(request), customer_id, "web:evidence")
    template = "briefing/behind.html" if wants_fragment(request) else "briefing/evidence.html"
    return render(request, template, {"page": page, "interactions": interactions, "facts": facts})
