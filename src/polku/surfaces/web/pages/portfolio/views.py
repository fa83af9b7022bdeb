from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.portfolio import tokens
from polku.surfaces.web.pages.portfolio.examples import MADE_UP, Example
from polku.surfaces.web.undo import done
from polku.workspace.models import Role


@may(Role.SEES_CUSTOMERS)
def portfolio(request: HttpRequest) -> HttpResponse:
    """Every token and part, each with an example."""
    form = Example(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done(request, _("Said, with a way back."), "/portfolio/undo")
        return redirect("portfolio")
    context = {
        "type": tokens.sizes("size"),
        "steps": tokens.sizes("step"),
        "pairs": tokens.pairs(),
        "form": form,
        "made_up": MADE_UP,
    }
    return render(request, "portfolio/portfolio.html", context, 422 if form.errors else 200)


@may(Role.SEES_CUSTOMERS)
def undo(request: HttpRequest) -> HttpResponse:
    """Where the example's Undo leads: nothing was done, so nothing is undone."""
    if request.method == "POST":
        messages.info(request, _("Undone. Nothing had happened here."))
    return redirect("portfolio")
