"""What stands around every page: static files, the content security policy, the person's language, the gate."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django_htmx.http import HttpResponseClientRedirect
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # it tells no types

from polku.engine.door import EngineError
from polku.surfaces.web import errors

# Everything comes from this server; nothing is evaluated, nothing stands inline, nobody frames us.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# These answer an outsider with 401 themselves (surfaces/api), so the gate does not send them to a page.
SELF_GUARDED: Final = ("/api/",)


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # its base is untyped
    """WhiteNoise, answering with whole files: they are small, and ASGI can't stream from a plain file."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        body = b"" if found.file is None else found.file.read()
        if found.file is not None:
            found.file.close()
        response = HttpResponse(body, status=HTTPStatus(found.status))
        del response["content-type"]
        for name, value in found.headers:
            response[name] = value
        return response


class Compressed(GZipMiddleware):
    """Pages and their styles as gzip where the browser takes it: a long path is an eighth of its size then, which a phone notices.

    What is streamed stays as it is, for each piece must arrive when it is told. Django varies the length, so that
    it tells nothing of what is inside (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        page = response.headers.get("Content-Type", "").startswith(("text/html", "text/css"))
        return super().process_response(request, response) if page and not response.streaming else response


class ContentSecurity(MiddlewareMixin):
    """Says the content security policy, and that no shared cache may keep a page about people.

    An answer that says its own stays as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class WrongMethod(MiddlewareMixin):
    """Gives the bare answer to a wrong method a page that says how to go on; what it allows stays said."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        bare = isinstance(response, HttpResponse) and not response.content
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not bare:
            return response
        page = errors.not_allowed(request)
        page["Allow"] = response.headers["Allow"]
        return page


class EngineAway(MiddlewareMixin):
    """Tells what the engine says where a page's question can't be answered: no page need think of it."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.engine_away(request, str(error)) if isinstance(error, EngineError) else None


class ChosenLanguage(MiddlewareMixin):
    """Speaks the signed-in person's chosen language; without a choice, LocaleMiddleware's guess stands."""

    def process_request(self, request: HttpRequest) -> None:
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language() or language


class SignInGate(LoginRequiredMiddleware):
    """Sends outsiders to the sign-in page; a page is open to all only where it says `@open_to_all`."""

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> Any:
        if request.path.startswith(SELF_GUARDED):
            return None
        return super().process_view(request, view, arguments, named)

    def handle_no_permission(self, request: HttpRequest, view: Any) -> HttpResponseRedirectBase:  # type: ignore[override]  # also htmx's
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(resolve_url(self.get_login_url(view)))
        return super().handle_no_permission(request, view)
