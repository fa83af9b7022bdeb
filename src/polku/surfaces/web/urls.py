"""The pages: one line each, to the page's own addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("polku.surfaces.web.pages.sign_in.urls")),
    path("me", include("polku.surfaces.web.pages.me.urls")),
]
