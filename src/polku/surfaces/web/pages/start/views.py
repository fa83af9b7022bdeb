from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.start.arriving import arrivals as what_arrived
from polku.surfaces.web.pages.start.arriving import arrivals_of
from polku.surfaces.web.pages.start.forms import CompanyName
from polku.surfaces.web.pages.start.steps import steps
from polku.surfaces.web.pages.start.ways import WAYS, new_key
from polku.timeline.log.read import last_position
from polku.workspace.company import company_name, name_company
from polku.workspace.models import Role


@never_cache
@require_safe
@may(Role.MANAGES)
def start(request: HttpRequest) -> HttpResponse:
    """The three steps, as far as they are taken."""
    return _steps(request, CompanyName(initial={"name": company_name()}))


@require_POST
@may(Role.MANAGES)
def name(request: HttpRequest) -> HttpResponse:
    """Names the company."""
    form = CompanyName(request.POST)
    if not form.is_valid():
        return _steps(request, form)
    name_company(form.cleaned_data["name"])
    return redirect("start")


@never_cache
@require_POST
@may(Role.MANAGES)
def connect(request: HttpRequest, way: str) -> HttpResponse:
    """Makes a key and shows, this once, the lines to copy; waits below for what comes."""
    if way not in WAYS:
        raise Http404
    source, key = new_key(way)
    origin = f"{request.scheme}://{request.get_host()}"
    context = {
        "way": way,
        "source": source,
        "key": key,
        "origin": origin,
        "arrivals": arrivals_of(source.pk, last_position()),
    }
    return render(request, f"start/{way}.html", context)


@never_cache
@require_safe
@may(Role.MANAGES)
def arrivals(request: HttpRequest) -> HttpResponse:
    """What has come so far; 204 while it is what the page shows already."""
    told = [request.GET.get(name, "0") for name in ("source", "after")]
    source_id, after = (int(text) if text.isascii() and text.isdecimal() else 0 for text in told)
    found = arrivals_of(source_id, after) if source_id else what_arrived()
    if request.GET.get("seen") == found.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "start/arrivals.html", {"arrivals": found})


def _steps(request: HttpRequest, form: CompanyName) -> HttpResponse:
    found = what_arrived()
    context = {"steps": steps(bool(found.customers)), "arrivals": found, "form": form}
    return render(request, "start/start.html", context, 422 if form.errors else 200)
