"""Every page in its frame: whole for a browser, its main block alone for an htmx request.

A page's template begins with `{% extends frame %}` and fills `{% block title %}` and `{% block main %}`.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils.cache import patch_vary_headers

from polku.surfaces.web.navigation_list import navigation_list
from polku.workspace.company import remembered_name

WHOLE: Final = "frame.html"
FRAGMENT: Final = "fragment.html"
THEMES: Final = ("light", "dark")


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page as a whole, or only its main block (with title and messages) where htmx asks for a part."""
    response = render_template(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type", "Cookie"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked for a part of a page (htmx 4 says `full` where it replaces the body)."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and htmx.request_type != "full")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame to extend, the navigation, the company's name and the chosen theme."""
    theme = request.COOKIES.get("theme", "")
    return {
        "frame": FRAGMENT if wants_fragment(request) else WHOLE,
        "navigation": navigation_list(request),
        "company_name": remembered_name(),
        "theme": theme if theme in THEMES else "",
    }
