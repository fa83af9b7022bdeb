from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polku.intake import quarantine as held
from polku.intake.models import Quarantined
from polku.intake.quarantine import CannotReplay
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.quarantine import choose, words
from polku.surfaces.web.paging import page_of
from polku.surfaces.web.undo import done
from polku.surfaces.words.bodies import pretty
from polku.timeline.models import Source
from polku.workspace.models import Role


@may(Role.MANAGES)
def quarantine(request: HttpRequest) -> HttpResponse:
    """What could not be read, newest first, chosen by state, source and reason."""
    chosen = choose.chosen(request.GET)
    context = {
        "page": page_of(request, chosen.rows()),
        "chosen": chosen,
        "sources": Source.objects.order_by("name"),
        "names": dict(Source.objects.values_list("pk", "name")),
        "states": choose.STATES,
        "reasons": choose.reasons(chosen),
    }
    return render(request, "quarantine/quarantine.html", context)


@may(Role.MANAGES)
def refused(request: HttpRequest, refused_id: int) -> HttpResponse:
    """One of them whole, with the reason and where in it."""
    return _show(request, get_object_or_404(Quarantined, pk=refused_id))


@require_POST
@may(Role.MANAGES)
def replay(request: HttpRequest, refused_id: int) -> HttpResponse:
    """Sends one through its door again, as it is or as mended."""
    row = get_object_or_404(Quarantined, pk=refused_id)
    mended = request.POST.get("mended")
    try:
        came = held.replay(row, mended)
    except CannotReplay as why:
        return _show(request, row, str(why), mended, 422)
    messages.success(request, words.came_of(came))
    return redirect("quarantined", refused_id)


@require_POST
@may(Role.MANAGES)
def replay_alike(request: HttpRequest) -> HttpResponse:
    """Replays what waits for one reason (and source), at most `choose.AT_ONCE` at a time."""
    alike = choose.chosen(request.POST)
    done, still, left = choose.replay_all(alike)
    messages.success(request, words.came_of_many(done, still, left))
    return redirect("quarantine")


@require_POST
@may(Role.MANAGES)
def dismiss(request: HttpRequest, refused_id: int) -> HttpResponse:
    """It needs no reading; it stays, out of sight."""
    held.dismiss(get_object_or_404(Quarantined, pk=refused_id))
    undo = reverse("quarantined-take-back", args=[refused_id])
    done(request, _("Dismissed. It stays here under “Dismissed”."), undo)
    return redirect("quarantine")


@require_POST
@may(Role.MANAGES)
def take_back(request: HttpRequest, refused_id: int) -> HttpResponse:
    """A dismissed one waits again."""
    held.take_back_dismissal(get_object_or_404(Quarantined, pk=refused_id))
    done(request, _("Undone: it waits again."))
    return redirect("quarantined", refused_id)


def _show(
    request: HttpRequest, row: Quarantined, why: str = "", mended: str | None = None, status: int = 200
) -> HttpResponse:
    body = held.text_of(row)
    context = {
        "refused": row,
        "source": Source.objects.filter(pk=row.source_id).first(),
        "shown": pretty(body),
        "mended": body if mended is None else mended,
        "mendable": row.event_id is None and row.form.partition("/")[0] in held.PARSERS,
        "why": why,
    }
    return render(request, "quarantine/refused.html", context, status)
