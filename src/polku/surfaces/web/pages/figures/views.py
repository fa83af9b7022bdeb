from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.figures.currencies import told_currencies
from polku.surfaces.web.pages.figures.forms import FiguresForm, as_written
from polku.surfaces.web.undo import done
from polku.touchpoints.figures import keep
from polku.workspace.models import Role


@may(Role.MANAGES)
def figures(request: HttpRequest) -> HttpResponse:
    """One currency's figures, to read and to change, and who changed them."""
    known = keep.figures()
    offered = [*dict.fromkeys([*told_currencies(), *known])] or ["EUR"]
    currency = request.GET.get("currency", offered[0])
    given = as_written(known[currency]) if currency in known else {"currency": currency}
    form = FiguresForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        keep.save_figures(form.figures, person_of(request))
        messages.success(request, _("Saved. Every page about leaving counts with it from now on."))
        return redirect("exits")
    context = {
        "form": form, "currency": currency, "offered": offered, "known": known, "versions": keep.history(),
    }  # fmt: skip
    return render(request, "figures/figures.html", context, 422 if form.errors else 200)


@require_POST
@may(Role.MANAGES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Nothing is declared of a currency any more."""
    currency = request.POST.get("currency", "")
    if keep.withdraw_figures(currency, person_of(request)):
        done(
            request,
            _("Withdrawn. Pages show counts instead of money in %(currency)s.") % {"currency": currency},
        )
    return redirect("figures")


@require_safe
@may(Role.MANAGES)
def export(_request: HttpRequest) -> HttpResponse:
    """Every version, with when and by whom, as JSON."""
    return JsonResponse(
        {"figures": keep.history()}, headers={"Content-Disposition": 'attachment; filename="figures.json"'}
    )
