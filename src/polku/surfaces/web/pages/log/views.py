from django.http import Http404, HttpRequest, HttpResponse

from polku.identity.models import Customer, Sighting
from polku.intake.models import Quarantined
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.words.bodies import pretty
from polku.timeline.log import read
from polku.timeline.models import InteractionRow, Source
from polku.workspace.models import Role

LARGEST_ID = 2**63 - 1


@may(Role.SEES_CUSTOMERS)
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """What a source told, word for word, and what Polku made of it; noted as a look at its customer."""
    told = read.event(event_id) if event_id <= LARGEST_ID else None
    if told is None:
        raise Http404
    sighting = Sighting.objects.filter(event_id=event_id).select_related("identifier").first()
    customer_id = sighting.identifier.customer_id if sighting else None
    if customer_id is not None:
        looks.record(person_of(request), customer_id, "web:event")
    context = {
        "told": told,
        "body": None if told.body is None else pretty(told.body),
        "source": Source.objects.filter(pk=told.source_id).first(),
        "customer": Customer.objects.filter(pk=customer_id or 0).first(),
        "interactions": InteractionRow.objects.filter(event_id=event_id).order_by("ordinal"),
        "refused": Quarantined.objects.filter(source_id=told.source_id, key=told.key).first(),
    }
    return render(request, "log/event.html", context)
