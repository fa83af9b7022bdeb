"""Who asks: a person by a personal token, or by their session in the browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer

from polku.workspace.models import Person, Role
from polku.workspace.tokens import bearer

P = ParamSpec("P")
R = TypeVar("R")


class Token(HttpBearer):
    """`Authorization: Bearer` with a personal token."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return bearer(token)


class Session(APIKeyCookie):
    """The session of a person signed in to the pages; anything but reading needs the CSRF token too."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:
        # An outsider is told to sign in, not that a form went stale.
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return request.user if isinstance(request.user, Person) else None


def person_of(request: HttpRequest) -> Person:
    """Who asks; operations are only reached signed in."""
    person: Person = request.auth  # type: ignore[attr-defined]  # put there by django-ninja
    return person


def may(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The operation is for people whose role reaches `role`; others get 403."""

    def guard(operation: Callable[P, R]) -> Callable[P, R]:
        @wraps(operation)
        def guarded(*arguments: P.args, **named: P.kwargs) -> R:
            request = arguments[0]
            if not isinstance(request, HttpRequest) or not person_of(request).may(role):
                raise HttpError(403, _("Your role does not reach that far."))
            return operation(*arguments, **named)

        return guarded

    return guard
