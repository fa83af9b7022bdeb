"""Pages for what went wrong: each says what, and how to go on. Machines get a problem document (RFC 9457)."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from polku.surfaces.web.frame import render
from polku.workspace.models import Person, Role

_FOR_MACHINES: Final = ("/api/", "/v1/")
_MOST_NAMES: Final = 5


def _answer(request: HttpRequest, status: HTTPStatus, title: str, mend: str, **more: Any) -> HttpResponse:
    if request.path.startswith(_FOR_MACHINES):
        return _problem(status, title, mend)
    context = {"title": title, "mend": mend, "status": status.value, **more}
    return render(request, "error.html", context, status)


def _problem(status: HTTPStatus, title: str, detail: str) -> JsonResponse:
    document = {"type": "about:blank", "title": title, "status": status.value, "detail": detail}
    return JsonResponse(document, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    mend = _("Go back, check what you gave, and try again.")
    return _answer(request, HTTPStatus.BAD_REQUEST, _("This request can't be read"), mend)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: signed in, but the role does not reach."""
    mend = _("If you need it for your work, ask somebody who administers Polku to change your role.")
    title = _("Your role does not open this page")
    return _answer(request, HTTPStatus.FORBIDDEN, title, mend, administrators=_administrators(request))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose secret did not match: an old tab, or cookies switched off."""
    mend = _("Go back, load the page again and send the form once more. Cookies must be allowed.")
    return _answer(request, HTTPStatus.FORBIDDEN, _("The form was too old to be trusted"), mend)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404."""
    mend = _("The address may be mistyped, or what stood here has been merged or erased. Search for it.")
    signed_in = isinstance(getattr(request, "user", None), Person)
    title = _("There is nothing at this address")
    return _answer(request, HTTPStatus.NOT_FOUND, title, mend, search=signed_in)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that only a button leads to was opened by hand, or loaded again."""
    mend = _("A button leads here, not a link. Go back to the page it stands on and press it there.")
    return _answer(request, HTTPStatus.METHOD_NOT_ALLOWED, _("This address can't be opened like this"), mend)


def engine_away(request: HttpRequest, why: str) -> HttpResponse:
    """503: whoever answers questions about many customers does not; `why` says what to do."""
    title = _("Questions about many customers can't be answered now")
    return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, title, why)


def _administrators(request: HttpRequest) -> list[str]:
    """Whom to ask, by name; outsiders are told no names."""
    if not isinstance(getattr(request, "user", None), Person):
        return []
    people = Person.objects.filter(role=Role.ADMINISTERS, is_active=True).order_by("pk")
    return [str(person) for person in people[:_MOST_NAMES]]


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without the database or the person, for those may be what broke."""
    title = _("Polku stumbled")
    mend = _(
        "Nothing that was acknowledged is lost. Try again; if it happens again, look in the server's log."
    )
    if request.path.startswith(_FOR_MACHINES):
        return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, title, mend)
    page = render_to_string(
        "error.html", {"frame": "frame.html", "title": title, "mend": mend, "status": 500}
    )
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
