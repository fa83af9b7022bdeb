from django.urls import path

from polku.surfaces.web.pages.map import views

urlpatterns = [
    path("", views.journey_map, name="map"),
    path("/touchpoints/<str:touchpoint>", views.touchpoint, name="map-touchpoint"),
    path("/touchpoints/<str:touchpoint>/customers", views.customers, name="map-customers"),
    path("/<slug:journey>", views.of_journey, name="map-journey"),
]
