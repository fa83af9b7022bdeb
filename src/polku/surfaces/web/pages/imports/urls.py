from django.urls import path

from polku.surfaces.web.pages.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("/<int:upload_id>", views.one, name="import"),
    path("/<int:upload_id>/accept", views.accept, name="import-accept"),
    path("/<int:upload_id>/discard", views.throw_away, name="import-discard"),
    path("/<int:upload_id>/progress", views.progress, name="import-progress"),
]
