from django.urls import path

from polku.surfaces.web.pages.journeys import views

urlpatterns = [
    path("", views.journeys, name="journeys"),
    path("/new", views.new, name="journey-new"),
    path("/check", views.check_one, name="journey-check"),
    path("/<slug:name>", views.journey, name="journey"),
    path("/<slug:name>/retire", views.retire, name="journey-retire"),
    path("/<slug:name>/versions/<int:version_id>", views.version, name="journey-version"),
]
