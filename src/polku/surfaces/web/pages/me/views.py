from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.me.forms import AboutMe
from polku.workspace.models import Role


@may(Role.SEES_CUSTOMERS)
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, password."""
    person = person_of(request)
    form = AboutMe(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        translation.activate(person.language or translation.get_language() or "en")
        messages.success(request, _("Saved."))
        return redirect("me")
    return _page(request, form, PasswordChangeForm(person))


@require_POST
@may(Role.SEES_CUSTOMERS)
def password(request: HttpRequest) -> HttpResponse:
    """Changes the password and keeps this session; every other one ends."""
    person = person_of(request)
    form = PasswordChangeForm(person, request.POST)
    if not form.is_valid():
        return _page(request, AboutMe(instance=person), form, 422)
    update_session_auth_hash(request, form.save())
    messages.success(request, _("Your password is changed."))
    return redirect("me")


def _page(
    request: HttpRequest, about: AboutMe, password: PasswordChangeForm, status: int = 200
) -> HttpResponse:
    # Django puts the cursor into the old password, but one came here to look.
    password.fields["old_password"].widget.attrs.pop("autofocus", None)
    return render(request, "me/me.html", {"about": about, "password": password}, status)
