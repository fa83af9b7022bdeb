from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from polku.lenses.catalog import MEASURES
from polku.lenses.journeys.behind import Which
from polku.lenses.measure import Measure
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.paths import rows_behind
from polku.surfaces.web.pages.paths import who as behind
from polku.surfaces.web.pages.paths.asking import found
from polku.surfaces.web.pages.paths.picture import picture_of
from polku.surfaces.web.pages.paths.rows import stepped, touched
from polku.surfaces.web.pages.paths.ways import ways_of
from polku.surfaces.web.paging import page_of
from polku.surfaces.web.question.question import question_of
from polku.surfaces.words.measures import question_words
from polku.workspace.models import Role

STEPS = 50  # of the table, on one page


@require_safe
@may(Role.MANAGES)
def paths(request: HttpRequest) -> HttpResponse:
    """Who goes where and who leaves, as a picture and as tables; and the ways that are walked."""
    question = question_of(request)
    told = found(question, wait="wait" in request.GET)
    context: dict[str, Any] = {"question": question, "found": told}
    if told.answers and not told.note:
        context |= {
            "picture": picture_of(told.answers, question.query, request.GET),
            "visits": told.answers["visits"],
            "touched": touched(told.answers["visits"]),
            "page": page_of(request, stepped(told.answers["edges"]), STEPS),
            "ways": ways_of(told.answers["variants"], question.query),
        }
    return render(request, "paths/paths.html", context, told.status)


@require_safe
@may(Role.MANAGES)
def picture(request: HttpRequest) -> HttpResponse:
    """The picture alone, at another detail or with other labels: what the slider swaps."""
    question = question_of(request)
    told = found(question, wait=True, ways=False)
    context: dict[str, Any] = {"question": question, "found": told}
    if told.answers and not told.note:
        context["picture"] = picture_of(told.answers, question.query, request.GET)
    response = render(request, "paths/picture.html", context, told.status)
    response["HX-Replace-Url"] = f"/paths?{request.GET.urlencode()}"
    return response


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def on_step(request: HttpRequest) -> HttpResponse:
    """The customers who went from one touchpoint straight to another."""
    return _customers(request, behind.step_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def at_touchpoint(request: HttpRequest) -> HttpResponse:
    """The customers who were at a touchpoint."""
    return _customers(request, behind.place_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def at_end(request: HttpRequest) -> HttpResponse:
    """The customers whose walk ended at a touchpoint, said or silent, or goes on from there."""
    return _customers(request, behind.end_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def on_way(request: HttpRequest) -> HttpResponse:
    """The customers who walked exactly one way."""
    return _customers(request, behind.way_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def handed_over(request: HttpRequest) -> HttpResponse:
    """The customers whom one of us handed over to another."""
    return _of_row(request, "handovers", rows_behind.handed_over_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def at_stage(request: HttpRequest) -> HttpResponse:
    """The customers who came to a stage of the funnel, and went on from it or did not."""
    return _of_row(request, "funnel", rows_behind.stage_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def in_stage(request: HttpRequest) -> HttpResponse:
    """The customers who stayed in a stage, or are still there."""
    return _of_row(request, "times", rows_behind.stay_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def who_rated(request: HttpRequest) -> HttpResponse:
    """The customers who rated, satisfied or not, and left or stayed."""
    return _of_row(request, "satisfied_left", rows_behind.rated_of(request.GET))


@require_safe
@never_cache
@may(Role.SEES_CUSTOMERS)
def called_silent(request: HttpRequest) -> HttpResponse:
    """The customers who would have been called silent some time ago."""
    return _of_row(request, "false_alarms", rows_behind.called_silent_of(request.GET))


def _of_row(request: HttpRequest, name: str, wanted: tuple[str, Which] | None) -> HttpResponse:
    """The list behind a row of the measure, which asks as the measure's own page does."""
    return _customers(request, wanted, MEASURES[name])


def _customers(
    request: HttpRequest, wanted: tuple[str, Which] | None, measure: Measure | None = None
) -> HttpResponse:
    """The list; each look is recorded."""
    if wanted is None:
        raise Http404
    asks, needs = (measure.asks, measure.needs_journey) if measure else ((), False)
    question = question_of(request, *asks, needs_journey=needs)
    shown = behind.who(question, *wanted, request.GET)
    for line in shown.lines:
        looks.record(person_of(request), line.who.id, "web:paths")
    context: dict[str, Any] = {"question": question, "shown": shown}
    if measure:
        context |= {"measure": measure.name, "asked_by": question_words(measure)}
    if measure and measure.name == "funnel":
        context["others"] = rows_behind.stage_lists(request.GET, question.query)
    return render(request, "paths/customers.html", context, shown.status)
