"""Errors as RFC 9457 problem+json: what was wrong, where, how to mend it."""

import json
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.lenses.customer.cursor import WrongCursor
from polku.surfaces.api.shapes.values import Problem

CONTENT_TYPE: Final = "application/problem+json"

# What any operation may answer beside its own; with 404 where it names one thing.
ANY: Final[dict[int, Any]] = dict.fromkeys((401, 403, 422), Problem)
ONE: Final[dict[int, Any]] = {**ANY, 404: Problem}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """The answer that says what went wrong."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(json.dumps(told), content_type=CONTENT_TYPE, status=status, headers=headers)


def tell_problems(api: NinjaAPI) -> None:
    """Make the API answer every error of its own as a problem."""
    api.add_exception_handler(AuthenticationError, _not_signed_in)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(WrongCursor, _wrong_cursor)
    api.add_exception_handler(WrongQuestion, _wrong_question)
    api.add_exception_handler(EngineError, _engine_away)
    api.add_exception_handler(Http404, _not_found)


def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """The view behind every address that is no operation."""
    return problem(404, _("There is no such address; /api/openapi.json lists those there are."))


def _not_signed_in(request: HttpRequest, error: Any) -> HttpResponse:
    detail = _("Sign in, or send a personal token: Authorization: Bearer ... (polku token add).")
    return problem(401, detail, {"WWW-Authenticate": "Bearer"})


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors]
    return problem(422, "; ".join(wrong))


def _wrong_cursor(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("There is no such page: %s.") % error)


def _wrong_question(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, str(error))


def _engine_away(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(503, str(error))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, str(error) or _("There is none of that id."))
