"""The API's addresses."""

from django.urls import path, re_path

from polku.surfaces.api.api import api
from polku.surfaces.api.documentation import documentation
from polku.surfaces.api.problems import nothing_here

urlpatterns = [
    path("docs", documentation, name="api-docs"),
    path("", api.urls),
    re_path(r"^(?P<path>.*)$", nothing_here),
]
