from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from polku.intake import keys as write_keys
from polku.intake import sources as intake_sources
from polku.intake.models import WriteKey
from polku.intake.sources import WrongSource
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.sources.forms import NewKey, NewSource, SourceSettings
from polku.surfaces.web.pages.sources.pace import hourly
from polku.surfaces.web.undo import done
from polku.timeline.models import Source
from polku.timeline.sources import OWN
from polku.workspace.models import Role


@never_cache
@may(Role.MANAGES)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources with what came from them, and the form for a new one."""
    form = NewSource(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = intake_sources.add_source(form.cleaned_data["name"], form.cleaned_data["mapping"])
        except WrongSource as wrong:
            form.add_error("name", str(wrong))
        else:
            return _with_key(request, added, write_keys.make_key(added))
    pace = hourly()
    lines = [(line, pace.get(line.source.pk, 0)) for line in intake_sources.source_lines()]
    status = 422 if form.errors else 200
    return render(request, "sources/sources.html", {"lines": lines, "form": form}, status)


@may(Role.MANAGES)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: its settings and its keys."""
    shown = _source(slug)
    form = SourceSettings(request.POST or None, initial=_settings_of(shown))
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(shown, name, value)
        shown.save()
        messages.success(request, _("Saved."))
        return redirect("source", slug)
    context = {"source": shown, "form": form, "keys": write_keys.keys_of(shown), "new_key": NewKey()}
    return render(request, "sources/source.html", context, 422 if form.errors else 200)


@never_cache
@require_POST
@may(Role.MANAGES)
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes a key and shows it, this once."""
    found = _source(slug)
    form = NewKey(request.POST)
    label = form.cleaned_data["label"] if form.is_valid() else ""
    return _with_key(request, found, write_keys.make_key(found, label))


@require_POST
@may(Role.MANAGES)
def revoke(request: HttpRequest, slug: str, key_id: int) -> HttpResponse:
    """Closes one key for good."""
    found = _source(slug)
    write_keys.revoke(get_object_or_404(WriteKey, pk=key_id, source_id=found.pk))
    messages.success(request, _("The key is revoked; the doors refuse it within two seconds."))
    return redirect("source", slug)


@require_POST
@may(Role.MANAGES)
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Closes all doors to the source; its events stay."""
    intake_sources.retire(_source(slug))
    done(request, _("The source is retired. What it told us stays."), reverse("source-reopen", args=[slug]))
    return redirect("source", slug)


@require_POST
@may(Role.MANAGES)
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens the doors to a retired source again."""
    intake_sources.reopen(_source(slug))
    done(request, _("The source may tell us again; its keys work as before."))
    return redirect("source", slug)


def _source(slug: str) -> Source:
    return get_object_or_404(Source.objects.exclude(slug=OWN), slug=slug)


def _settings_of(shown: Source) -> dict[str, Any]:
    return {name: getattr(shown, name) for name in SourceSettings.base_fields}


def _with_key(request: HttpRequest, found: Source, key: str) -> HttpResponse:
    context = {"source": found, "key": key, "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "sources/new_key.html", context)
