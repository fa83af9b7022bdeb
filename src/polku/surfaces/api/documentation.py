"""The page that shows the API and lets people try it: Swagger UI out of django-ninja's package, no CDN."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

# Swagger UI styles itself inline and draws its pictures from data: addresses; scripts are files as everywhere.
_POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The documentation page; open to all, as the description is: it tells of no customer."""
    description = reverse("api:openapi-json")
    settings = {"url": description, "layout": "BaseLayout", "deepLinking": True}
    response = render(request, "api/documentation.html", {"settings": settings, "description": description})
    response["Content-Security-Policy"] = _POLICY
    return response
