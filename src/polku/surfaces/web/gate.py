"""Who may open a page: every view says it with one of these, and a test walks all addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from polku.workspace.models import Person, Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def may(role: Role) -> Callable[[View], View]:
    """The page is for signed-in people whose role reaches `role`; others get the 403 page."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not person_of(request).may(role):
                raise PermissionDenied
            return view(request, *arguments, **named)

        guarded.role = role  # type: ignore[attr-defined]  # functions have no declared attributes
        return cast(View, guarded)

    return guard


def open_to_all(view: View) -> View:
    """The page may be opened without signing in."""
    return login_not_required(view)


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; PermissionDenied where there is none."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
