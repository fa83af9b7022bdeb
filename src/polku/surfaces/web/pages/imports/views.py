from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from polku.intake.models import Upload
from polku.intake.sources import WrongSource
from polku.intake.uploads.accept import accept_as_before, accept_as_new
from polku.intake.uploads.place import path_of
from polku.intake.uploads.receive import Refused, WrongUpload, receive
from polku.intake.uploads.tidy import discard
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.imports import finished
from polku.surfaces.web.pages.imports.choosing import Chosen, from_form, from_text, to_text
from polku.surfaces.web.pages.imports.given import NothingGiven, given
from polku.surfaces.web.pages.imports.looking import guess_of, look
from polku.surfaces.web.pages.imports.showing import form_of, sources_that_read_rows
from polku.surfaces.words.guesses import fault_words, refused_words
from polku.surfaces.words.reasons.spoken import spoken
from polku.timeline.models import Source
from polku.touchpoints.mappings.load import reader
from polku.workspace.models import Role

LISTED = 20


@never_cache
@may(Role.MANAGES)
def imports(request: HttpRequest) -> HttpResponse:
    """The form for a file, and the files that came before."""
    fault, status = "", HTTPStatus.OK
    limit = settings.CHOSEN["upload_limit"]
    if request.method == "POST":
        try:
            name, chunks = given(request)
            return redirect("import", receive(name, chunks, limit, person_of(request)).pk)
        except NothingGiven:
            fault, status = _("Choose a file, or paste some rows."), HTTPStatus.UNPROCESSABLE_ENTITY
        except WrongUpload as wrong:
            fault, status = refused_words(wrong, limit), HTTPStatus.UNPROCESSABLE_ENTITY
    uploads = Upload.objects.order_by("-pk")[:LISTED]
    context = {
        "uploads": uploads,
        "fault": fault,
        "limit": limit,
        "too_large": refused_words(WrongUpload(Refused.TOO_LARGE), limit),
    }
    return render(request, "imports/imports.html", context, status)


@never_cache
@may(Role.MANAGES)
def one(request: HttpRequest, upload_id: int) -> HttpResponse:
    """How its columns are read, to be looked at and changed; once accepted, how far the import is."""
    upload = get_object_or_404(Upload, pk=upload_id)
    if upload.state != "waiting" or not path_of(upload).exists():
        return render(request, "imports/import.html", _progress(upload))
    chosen = from_text(upload.choices)
    if request.method == "POST":
        chosen = _choose(upload, request)
    return _reading(request, upload, chosen)


@require_POST
@may(Role.MANAGES)
def accept(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Brings all rows in, as chosen."""
    upload = get_object_or_404(Upload, pk=upload_id)
    if upload.state != "waiting" or not path_of(upload).exists():
        return redirect("import", upload.pk)
    chosen = _choose(upload, request)
    into = _into(chosen)
    looked = look(upload, chosen, reader(into.mapping) if into else None)
    if not looked.sound:
        fault = _("None of the first rows can be read so. Mend what is marked, and look again.")
        return _reading(request, upload, chosen, fault)
    try:
        if into:
            accept_as_before(upload, into)
        else:
            accept_as_new(upload, looked.called, looked.name, looked.text, person_of(request))
    except WrongSource as wrong:
        return _reading(request, upload, chosen, spoken(str(wrong)))
    return redirect("import", upload.pk)


@require_POST
@may(Role.MANAGES)
def throw_away(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Deletes the file; what came in of it stays."""
    discard(get_object_or_404(Upload, pk=upload_id))
    messages.success(request, _("The file is deleted."))
    return redirect("imports")


@never_cache
@require_safe
@may(Role.MANAGES)
def progress(request: HttpRequest, upload_id: int) -> HttpResponse:
    """How far it is; 204 while that is what the page shows."""
    upload = get_object_or_404(Upload, pk=upload_id)
    if upload.state == "waiting":
        raise Http404
    context = _progress(upload)
    if request.GET.get("seen") == context["mark"]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "imports/progress.html", context)


def _choose(upload: Upload, request: HttpRequest) -> Chosen:
    """What the form says, kept, so that one may leave and come back."""
    before = from_text(upload.choices)
    chosen = from_form(request.POST.dict(), before, guess_of(path_of(upload), before.choices))
    Upload.objects.filter(pk=upload.pk).update(choices=to_text(chosen))
    return chosen


def _into(chosen: Chosen) -> Source | None:
    """The source that is there already into which the rows go."""
    return next((source for source in sources_that_read_rows() if source.slug == chosen.into), None)


def _reading(request: HttpRequest, upload: Upload, chosen: Chosen, fault: str = "") -> HttpResponse:
    into = _into(chosen)
    looked = look(upload, chosen, reader(into.mapping) if into else None)
    context = {
        "upload": upload,
        "looked": looked,
        "into": into,
        "sources": sources_that_read_rows(),
        "fault": fault,
        "choices": chosen.choices,
        **form_of(looked.guess),
    }
    return render(request, "imports/reading.html", context, 422 if fault else 200)


def _progress(upload: Upload) -> dict[str, Any]:
    ended = upload.state != "importing"
    customers = finished.first_customers(upload.source_id or 0, upload.log_position)
    waiting = finished.in_quarantine(upload)
    return {
        "upload": upload,
        "customers": customers,
        "waiting": waiting,
        "fault": fault_words(upload.fault),
        "listens": not ended or (upload.state == "done" and bool(upload.added) and not customers),
        "mark": f"{upload.state}-{upload.rows}-{upload.bytes_read}-{waiting}-{len(customers)}",
    }
