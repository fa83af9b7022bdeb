from django.urls import path

from polku.surfaces.web.pages.start import views

urlpatterns = [
    path("", views.start, name="start"),
    path("/name", views.name, name="start-name"),
    path("/connect/<slug:way>", views.connect, name="start-connect"),
    path("/arrivals", views.arrivals, name="start-arrivals"),
]
