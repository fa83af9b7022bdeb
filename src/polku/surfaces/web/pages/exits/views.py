from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.exits.behind import pairs
from polku.surfaces.web.pages.exits.listing import listing
from polku.surfaces.web.pages.exits.point import point
from polku.surfaces.web.pages.exits.satisfied import leavers
from polku.surfaces.web.question.question import question_of
from polku.workspace.models import Role


@require_safe
@may(Role.MANAGES)
def exits(request: HttpRequest) -> HttpResponse:
    """Where customers leave: every exit point with its rate, and what it costs."""
    question = question_of(request)
    shown = listing(question, wait="wait" in request.GET)
    return render(request, "exits/exits.html", {"question": question, "shown": shown}, shown.status)


@require_safe
@may(Role.MANAGES)
def exit_point(request: HttpRequest, touchpoint: str) -> HttpResponse:
    """One exit point: how many and when, what came before, what differs, what it costs, what to do next."""
    question = question_of(request)
    shown = point(question, _name(touchpoint), settings.CHOSEN["time_zone"], wait="wait" in request.GET)
    return render(request, "exits/point.html", {"question": question, "shown": shown}, shown.status)


@require_safe
@never_cache
@may(Role.MANAGES)
def customers_behind(request: HttpRequest, touchpoint: str) -> HttpResponse:
    """The customers behind one reason, each beside one who stayed. Each look is recorded."""
    question = question_of(request)
    feature, level = request.GET.get("feature", ""), request.GET.get("level", "")
    shown = pairs(question, _name(touchpoint), feature, level, wait="wait" in request.GET)
    for customer_id in shown.customers:
        looks.record(person_of(request), customer_id, "web:exit-customers")
    return render(request, "exits/behind.html", {"question": question, "shown": shown}, shown.status)


@require_safe
@never_cache
@may(Role.MANAGES)
def satisfied_but_left(request: HttpRequest) -> HttpResponse:
    """Who was satisfied and left. Each look is recorded."""
    question = question_of(request)
    shown = leavers(question)
    for one in shown.leavers:
        looks.record(person_of(request), one.who.id, "web:satisfied-but-left")
    return render(request, "exits/leavers.html", {"question": question, "shown": shown}, shown.status)


def _name(touchpoint: str) -> str:
    """A name that a touchpoint may have; no page is about any other."""
    if not touchpoint.isprintable():
        raise Http404
    return touchpoint
