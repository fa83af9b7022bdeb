from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polku.pipeline import rebuild as pipeline_rebuild
from polku.surfaces.web.faults import Fault, faults
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.mappings import keeping
from polku.surfaces.web.pages.mappings.listed import titled
from polku.surfaces.web.pages.mappings.rebuilding import how_far
from polku.surfaces.web.pages.mappings.starting import STARTING_TEXT
from polku.surfaces.web.pages.mappings.trying import try_event
from polku.timeline.models import Source
from polku.touchpoints.mappings import load
from polku.touchpoints.mappings.wrong import WrongMapping
from polku.touchpoints.models import MappingVersion
from polku.workspace.models import Role


@may(Role.MANAGES)
def mappings(request: HttpRequest) -> HttpResponse:
    """All mappings, which sources use them, and the button that reads the log anew."""
    saved = dict(MappingVersion.objects.values_list("name").annotate(Max("saved_at")).order_by())
    users: dict[str, list[Source]] = {}
    for source in Source.objects.filter(retired_at=None).order_by("name"):
        users.setdefault(source.mapping, []).append(source)
    lines = [(name, titled(name), saved.get(name), users.get(name, [])) for name in load.names()]
    return render(request, "mappings/mappings.html", {"lines": lines, "rebuild": how_far()})


@may(Role.MANAGES)
def new(request: HttpRequest) -> HttpResponse:
    """A new mapping, from a small one that works."""
    return _saved(request, "", request.POST.get("text", STARTING_TEXT))


@may(Role.MANAGES)
def mapping(request: HttpRequest, name: str) -> HttpResponse:
    """One mapping: its text, to change and to try, and its versions."""
    try:
        text = load.text(name)
    except load.NoSuchMapping as missing:
        raise Http404 from missing
    return _saved(request, name, request.POST.get("text", text))


@may(Role.MANAGES)
def version(request: HttpRequest, name: str, version_id: int) -> HttpResponse:
    """One version as it was saved, and what it changed."""
    shown = get_object_or_404(MappingVersion.objects.select_related("saved_by"), pk=version_id, name=name)
    return render(request, "mappings/version.html", {"version": shown, "changes": keeping.changes(shown)})


@require_POST
@may(Role.MANAGES)
def try_one(request: HttpRequest) -> HttpResponse:
    """What the mapping makes of a pasted event; nothing is kept."""
    tried = try_event(request.POST.get("text", ""), request.POST.get("event", ""))
    return render(request, "mappings/tried.html", {"tried": tried})


@may(Role.MANAGES)
def rebuild(request: HttpRequest) -> HttpResponse:
    """Asks the worker to read the whole log anew; as a fragment, how far it is."""
    if request.method == "POST":
        pipeline_rebuild.ask()
        messages.success(
            request, _("Polku reads the whole log anew. Pages stay open, and fill up again meanwhile.")
        )
        return redirect("mappings")
    return render(request, "mappings/rebuild.html", {"rebuild": how_far()})


def _saved(request: HttpRequest, name: str, text: str) -> HttpResponse:
    """Saves what was posted, or shows the form with the faults and their lines."""
    found: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            saved = keeping.save(text, person_of(request), name)
        except WrongMapping as wrong:
            found = faults(wrong.problems, text)
        else:
            messages.success(
                request, _("Saved and in force for new events. Rebuild to read older ones anew.")
            )
            return redirect("mapping", saved)
    context = {
        "name": name,
        "text": text,
        "faults": found,
        "shipped": name in load.shipped_names(),
        "versions": MappingVersion.objects.filter(name=name).select_related("saved_by").order_by("-pk")[:50],
    }
    return render(request, "mappings/mapping.html", context, 422 if found else 200)
