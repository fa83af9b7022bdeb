from http import HTTPStatus

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from polku.lib.clock import MINUTE, SECOND
from polku.surfaces.web.frame import THEMES, render
from polku.surfaces.web.gate import open_to_all
from polku.workspace import throttle

A_YEAR = 365 * 24 * 3600


@never_cache
@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; a right name and password lead on to where the person wanted to go."""
    if request.method != "POST":
        return _form(request, AuthenticationForm(request))
    attempt = throttle.begin(request.POST.get("username", ""), request.META.get("REMOTE_ADDR", ""))
    wait = throttle.seconds_to_wait(attempt)
    if wait:
        return _told_to_wait(request, wait)
    form = AuthenticationForm(request, request.POST)
    if not form.is_valid():
        return _form(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    throttle.succeeded(attempt)
    auth.login(request, form.get_user())
    return redirect(_onward(request))


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    auth.logout(request)
    return redirect("sign-in")


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen colours in a cookie; anything but light or dark follows the system again."""
    response = redirect(_onward(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme", chosen, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie("theme")
    return response


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps an outsider's language in Django's cookie; people who sign in choose theirs under /me."""
    response = redirect(_onward(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR, samesite="Lax")
    return response


def _form(request: HttpRequest, form: AuthenticationForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "sign_in/sign_in.html", context, status)


def _told_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    form = AuthenticationForm(request, request.POST)
    minutes = -(-seconds * SECOND // MINUTE)
    form.errors.clear()
    too_many = _("Too many tries with this name or from this address.")
    wait = ngettext("Try again in %(n)d minute.", "Try again in %(n)d minutes.", minutes) % {"n": minutes}
    form.add_error(None, f"{too_many} {wait}")
    response = _form(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    return response


def _onward(request: HttpRequest) -> str:
    """Where `next` points, if that is on this server; else the first page."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
