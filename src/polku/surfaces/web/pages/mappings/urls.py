from django.urls import path

from polku.surfaces.web.pages.mappings import views

urlpatterns = [
    path("", views.mappings, name="mappings"),
    path("/new", views.new, name="mapping-new"),
    path("/rebuild", views.rebuild, name="rebuild"),
    path("/try", views.try_one, name="mapping-try"),
    path("/<str:name>", views.mapping, name="mapping"),
    path("/<str:name>/versions/<int:version_id>", views.version, name="mapping-version"),
]
