"""Whoever met a customer writes down in seconds what happened; it goes through the log as any source's event does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from polku.identity.models import Identifier
from polku.intake import acts
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.log_encounter.forms import EncounterForm
from polku.surfaces.web.undo import done
from polku.workspace.models import Role

_STRENGTH = {"unique": 0, "shareable": 1, "weak": 2}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may(Role.SEES_CUSTOMERS)
def log_encounter(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The form; sent, it is in the log, and on the customer's page once the worker has read it."""
    page = _page(customer_id)
    form = EncounterForm(page.open.waiting, request.POST or None, initial={"channel": "phone"})
    if request.method == "POST" and form.is_valid():
        record = acts.log_encounter(_name_of(customer_id), str(person_of(request)), [form.happened()])
        done(request, _("Written down."), reverse("log-encounter-take-back", args=[customer_id, record]))
        return redirect("customer", customer_id)
    looks.record(person_of(request), customer_id, "web:log-encounter")
    status = 422 if form.errors else 200
    return render(request, "log_encounter/log_encounter.html", {"page": page, "form": form}, status)


@require_POST
@may(Role.SEES_CUSTOMERS)
def take_back(request: HttpRequest, customer_id: int, record: str) -> HttpResponse:
    """What was written down by mistake counts no more; the log keeps that it was."""
    acts.take_back_encounter(record, _name_of(_page(customer_id).who.id), str(person_of(request)))
    done(request, _("Taken back."))
    return redirect("customer", customer_id)


def _page(customer_id: int) -> CustomerPage:
    page = customer_page(customer_id, now())
    if page is None or page.who.entity == "organisation":
        raise Http404
    return page


def _name_of(customer_id: int) -> Identifier:
    """The surest of their identifiers: it leads to them whatever is merged or parted later."""
    names = sorted(
        Identifier.objects.filter(customer_id=customer_id), key=lambda one: (_STRENGTH[one.policy], one.pk)
    )
    if not names:
        raise Http404
    return names[0]
