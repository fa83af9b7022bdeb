"""What stands behind a sentence of the briefing. Each look is recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lenses.customer.briefing.points import WHOLE, Evidence
from polku.lenses.customer.interactions import told_by
from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.web.frame import render, wants_fragment
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.briefing.asked import asked_evidence
from polku.workspace.models import Role


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def evidence(request: HttpRequest, customer_id: int) -> HttpResponse:
    """What was told of this customer, or of an organisation's people, as the address asks."""
    page = customer_page(customer_id, now())
    if page is None:
        raise Http404
    told = asked_evidence(request)
    kept = told_by(page.whose, [one.event_id for one in told])
    interactions = [one for one in kept if Evidence(one.event_id, one.told.ordinal) in told]
    facts = [one for one in page.facts if Evidence(one.event_id, WHOLE) in told]
    looks.record(person_of(request), customer_id, "web:evidence")
    template = "briefing/behind.html" if wants_fragment(request) else "briefing/evidence.html"
    return render(request, template, {"page": page, "interactions": interactions, "facts": facts})
