from django.urls import path

from polku.surfaces.web.pages.paths import views

urlpatterns = [
    path("", views.paths, name="paths"),
    path("/picture", views.picture, name="paths-picture"),
    path("/step", views.on_step, name="paths-step"),
    path("/touchpoint", views.at_touchpoint, name="paths-touchpoint"),
    path("/end", views.at_end, name="paths-end"),
    path("/way", views.on_way, name="paths-way"),
]
