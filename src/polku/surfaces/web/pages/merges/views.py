from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polku.identity.models import Identifier, Merge
from polku.intake.acts import record_decision
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.merges import history
from polku.surfaces.web.paging import page_of
from polku.surfaces.web.undo import done
from polku.workspace.models import Role


@may(Role.MANAGES)
def merges(request: HttpRequest) -> HttpResponse:
    """Which customers became one or parted: when, on whose word, on what evidence."""
    customer_id = history.asked_customer(request.GET.get("customer", ""))
    page = page_of(request, history.rows(customer_id))
    lines = history.lines(page.object_list)
    for shown in {line.merge.customer_id for line in lines}:
        looks.record(person_of(request), shown, "web:merges")
    return render(request, "merges/merges.html", {"page": page, "lines": lines, "customer_id": customer_id})


@require_POST
@may(Role.MANAGES)
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Takes the claim back, or says that the two are not the same; the worker parts them in a moment."""
    (line,) = history.lines([get_object_or_404(Merge.objects.select_related("claim"), pk=merge_id)])
    kind = "apart" if request.POST.get("how") == "apart" else "revoked"
    if line.between is None or (kind == "revoked" and not line.revocable):
        messages.error(request, _("This line can't be taken back: what it stood on is gone already."))
        return redirect("merges")
    by = str(person_of(request))
    record_decision(kind, *line.between, by, request.POST.get("evidence", "")[:500])
    back = reverse("merges-redo", args=[*(one.pk for one in line.between), line.before])
    done(request, _("Noted. They part in a moment; each gets back its own path."), back)
    return redirect("merges")


@require_POST
@may(Role.MANAGES)
def redo(request: HttpRequest, low_id: int, high_id: int, word: str) -> HttpResponse:
    """Takes the taking back back: what joined the two counts again, as it did before."""
    low, high = (get_object_or_404(Identifier, pk=pk) for pk in (low_id, high_id))
    if word not in history.WORDS:
        raise Http404
    record_decision(word, low, high, str(person_of(request)))
    done(request, _("Undone: they are one again in a moment."))
    return redirect("merges")
