from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polku.surfaces.web.faults import Fault, faults
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.journeys import keeping
from polku.surfaces.web.pages.journeys.draft import DRAFT, draft
from polku.surfaces.web.pages.journeys.outline import outline
from polku.touchpoints.journeys import load
from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.save import retire_journey
from polku.touchpoints.journeys.wrong import WrongJourney
from polku.touchpoints.models import JourneyVersion
from polku.workspace.models import Role


@may(Role.MANAGES)
def journeys(request: HttpRequest) -> HttpResponse:
    """The journeys in force, and the templates to begin with."""
    saved = dict(JourneyVersion.objects.values_list("name").annotate(Max("saved_at")).order_by())
    lines = [(outline(one), saved[one.name]) for one in load.journeys()]
    templates = [outline(compile_journey(load.template(name))) for name in load.template_names()]
    return render(request, "journeys/journeys.html", {"lines": lines, "templates": templates})


@may(Role.MANAGES)
def new(request: HttpRequest) -> HttpResponse:
    """A new journey, from a template or from what has happened."""
    asked = request.GET.get("template", "")
    start = (draft() if asked == DRAFT and "text" not in request.POST else "") or keeping.starting_text(asked)
    return _saved(request, "", request.POST.get("text", start))


@may(Role.MANAGES)
def journey(request: HttpRequest, name: str) -> HttpResponse:
    """One journey: what it declares, its text to change, and its versions."""
    newest = JourneyVersion.objects.filter(name=name).exclude(text="").order_by("-pk").first()
    if newest is None:
        raise Http404
    return _saved(request, name, request.POST.get("text", newest.text))


@may(Role.MANAGES)
def version(request: HttpRequest, name: str, version_id: int) -> HttpResponse:
    """One version as it was saved, and what it changed."""
    shown = get_object_or_404(JourneyVersion.objects.select_related("saved_by"), pk=version_id, name=name)
    return render(request, "journeys/version.html", {"version": shown, "changes": keeping.changes(shown)})


@require_POST
@may(Role.MANAGES)
def check_one(request: HttpRequest) -> HttpResponse:
    """What the text declares, or what is to be mended; nothing is kept."""
    tried = keeping.tried(request.POST.get("text", ""))
    shown = outline(tried.journey) if tried.journey else None
    return render(request, "journeys/checked.html", {"outline": shown, "faults": tried.faults})


@require_POST
@may(Role.MANAGES)
def retire(request: HttpRequest, name: str) -> HttpResponse:
    """Takes a journey off the map; its versions stay."""
    try:
        retire_journey(name, person_of(request))
    except load.NoSuchJourney as missing:
        raise Http404 from missing
    messages.success(request, _("Off the map. Its versions stay, and any can be put in force again."))
    return redirect("journeys")


def _saved(request: HttpRequest, name: str, text: str) -> HttpResponse:
    """Saves what was posted, or shows the form with the faults and their lines."""
    found: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            saved = keeping.save(text, person_of(request), name)
        except WrongJourney as wrong:
            found = faults(wrong.problems, keeping.unix(text))
        else:
            messages.success(request, _("Saved and in force: the map shows it at once."))
            return redirect("journey", saved)
    tried = keeping.tried(text)
    context = {
        "name": name,
        "text": text,
        "faults": found,
        "outline": outline(tried.journey) if tried.journey else None,
        "in_force": name in load.names(),
        "versions": JourneyVersion.objects.filter(name=name).select_related("saved_by").order_by("-pk")[:50],
    }
    return render(request, "journeys/journey.html", context, 422 if found else 200)
