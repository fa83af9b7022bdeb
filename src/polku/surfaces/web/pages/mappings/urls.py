from django.urls import path

from polku.surfaces.web.pages.mappings import views

urlpatterns = [
    path("", views.mappings, name="mappings"),
    path("/new", views.new, name="mapping-new"),
    path("/rebuild", views.rebuild, name="rebuild"),
    path("/try", views.try_one, name="mapping-try"),
    path("/<slug:name>", views.mapping, name="mapping"),
    path("/<slug:name>/versions/<int:version_id>", views.version, name="mapping-version"),
]
