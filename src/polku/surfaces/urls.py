"""Every address of the server but the intake doors, which stand in front of Django (surfaces/asgi.py)."""

from django.urls import URLPattern, URLResolver, include, path

from polku.surfaces.web.urls import urlpatterns as pages

urlpatterns: list[URLPattern | URLResolver] = [path("api/", include("polku.surfaces.api.urls")), *pages]

handler400 = "polku.surfaces.web.errors.bad_request"
handler403 = "polku.surfaces.web.errors.forbidden"
handler404 = "polku.surfaces.web.errors.not_found"
handler500 = "polku.surfaces.web.errors.server_error"
