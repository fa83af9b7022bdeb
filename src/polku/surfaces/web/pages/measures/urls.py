from django.urls import path

from polku.surfaces.web.pages.measures import views

urlpatterns = [
    path("", views.measures, name="measures"),
    path("/<slug:name>", views.measure, name="measure"),
    path("/<slug:name>.csv", views.measure_csv, name="measure-csv"),
]
