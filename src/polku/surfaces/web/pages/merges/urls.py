from django.urls import path

from polku.surfaces.web.pages.merges import views

urlpatterns = [
    path("", views.merges, name="merges"),
    path("/<int:merge_id>/undo", views.undo, name="merges-undo"),
    path("/redo/<int:low_id>/<int:high_id>/<slug:word>", views.redo, name="merges-redo"),
]
