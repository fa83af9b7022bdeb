from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.people.forms import KnownPerson, NewPerson, TeamForm
from polku.workspace.first import new_password
from polku.workspace.models import Person, Role, Team


@never_cache
@may(Role.ADMINISTERS)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who signs in, and the form for somebody new."""
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = form.save(commit=False)
        return _with_new_password(request, added)
    everybody = Person.objects.select_related("team").order_by("-is_active", "username")
    status = 422 if form.errors else 200
    return render(request, "people/people.html", {"people": everybody, "form": form}, status)


@may(Role.ADMINISTERS)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: name, role, team, and whether they may sign in."""
    known = get_object_or_404(Person, pk=person_id)
    form = KnownPerson(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people")
    status = 422 if form.errors else 200
    shown = Person.objects.get(pk=person_id)  # as it stands, whatever the form was given
    return render(request, "people/person.html", {"shown": shown, "form": form}, status)


@never_cache
@require_POST
@may(Role.ADMINISTERS)
def password(request: HttpRequest, person_id: int) -> HttpResponse:
    """A new password for one person; their sessions end."""
    return _with_new_password(request, get_object_or_404(Person, pk=person_id))


@may(Role.ADMINISTERS)
def teams(request: HttpRequest) -> HttpResponse:
    """All teams, and the form for a new one."""
    return _team_form(request, None)


@may(Role.ADMINISTERS)
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team's form; its delete button leaves its people without a team."""
    shown = get_object_or_404(Team, pk=team_id)
    if request.method == "POST" and "delete" in request.POST:
        shown.delete()
        messages.success(request, _("Deleted."))
        return redirect("teams")
    return _team_form(request, shown)


def _team_form(request: HttpRequest, shown: Team | None) -> HttpResponse:
    form = TeamForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("teams")
    every = Team.objects.prefetch_related("person_set").order_by("name")
    status = 422 if form.errors else 200
    return render(request, "people/teams.html", {"teams": every, "form": form, "shown": shown}, status)


def _with_new_password(request: HttpRequest, known: Person) -> HttpResponse:
    """Sets a password nobody has chosen, and shows it this once."""
    made = new_password()
    known.set_password(made)
    known.save()
    return render(request, "people/new_password.html", {"shown": known, "made": made})
