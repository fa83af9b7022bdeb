from django.urls import path

from polku.surfaces.web.pages.duplicates import views

urlpatterns = [
    path("", views.duplicates, name="duplicates"),
    path("/look", views.look, name="duplicates-look"),
    path("/<int:review_id>", views.answer, name="duplicates-answer"),
    path("/<int:review_id>/take-back", views.take_back, name="duplicates-take-back"),
]
