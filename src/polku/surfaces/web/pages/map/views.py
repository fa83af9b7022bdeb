from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from polku.privacy import looks
from polku.surfaces.charts.map.svg import svg
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.map.asking import found
from polku.surfaces.web.pages.map.drawn import SHARES, drawn, least_share, stages
from polku.surfaces.web.pages.map.one import customers_there, one_touchpoint
from polku.surfaces.web.pages.map.suggest import happened, suggested
from polku.surfaces.web.pages.map.summary import summary
from polku.surfaces.web.question.question import question_of
from polku.touchpoints.journeys.load import names
from polku.workspace.models import Role


@may(Role.MANAGES)
def journey_map(request: HttpRequest) -> HttpResponse:
    """The map of a journey; where none is declared, the templates that fit what has happened."""
    if not names():
        there = happened()
        return render(request, "map/undeclared.html", {"templates": suggested(there), "happened": there})
    question = question_of(request, needs_journey=True)
    told = found(question)
    least = least_share(request.GET)
    kept = [(name, values) for name, values in request.GET.lists() if name != "arrows"]
    context: dict[str, Any] = {
        "question": question, "found": told, "least": least, "shares": SHARES, "kept": kept,
    }  # fmt: skip
    if told.rows and question.asked and question.asked.journey:
        shown = stages(question.asked.journey, told, request.GET.urlencode())
        picture = svg(drawn(question.asked.journey, told, shown, least), _("The journey map"))
        context |= {"stages": shown, "picture": mark_safe(picture), "summary": summary(told, shown)}  # noqa: S308
    return render(request, "map/map.html", context, told.status)


@may(Role.MANAGES)
def of_journey(request: HttpRequest, journey: str) -> HttpResponse:
    """A journey's map by its name in the address: what else is asked goes along."""
    asked = request.GET.copy()
    asked["journey"] = journey
    return redirect(f"{reverse('map')}?{asked.urlencode()}")


@may(Role.MANAGES)
def touchpoint(request: HttpRequest, touchpoint: str) -> HttpResponse:
    """One touchpoint: its figures, what is not measured, where customers come from and go."""
    question = question_of(request, needs_journey=True)
    one = one_touchpoint(question, touchpoint)
    return render(request, "map/touchpoint.html", {"question": question, "one": one}, one.status)


@never_cache
@may(Role.MANAGES)
def customers(request: HttpRequest, touchpoint: str) -> HttpResponse:
    """Who is at a touchpoint now: it was the last of their walk, and they have not left. Each look is recorded."""
    question = question_of(request, needs_journey=True)
    there = customers_there(question, touchpoint)
    for one in there.customers:
        looks.record(person_of(request), one.id, "web:map")
    return render(request, "map/customers.html", {"question": question, "there": there}, there.status)
