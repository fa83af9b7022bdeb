from django.urls import path

from polku.surfaces.web.pages.paths import views

urlpatterns = [
    path("", views.paths, name="paths"),
    path("/picture", views.picture, name="paths-picture"),
    path("/step", views.on_step, name="paths-step"),
    path("/touchpoint", views.at_touchpoint, name="paths-touchpoint"),
    path("/end", views.at_end, name="paths-end"),
    path("/way", views.on_way, name="paths-way"),
    path("/handed-over", views.handed_over, name="paths-handed-over"),
    path("/stage", views.at_stage, name="paths-stage"),
    path("/stay", views.in_stage, name="paths-stay"),
    path("/rated", views.who_rated, name="paths-rated"),
    path("/called-silent", views.called_silent, name="paths-called-silent"),
]
