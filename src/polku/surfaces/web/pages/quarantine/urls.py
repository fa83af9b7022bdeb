from django.urls import path

from polku.surfaces.web.pages.quarantine import views

urlpatterns = [
    path("", views.quarantine, name="quarantine"),
    path("/replay", views.replay_alike, name="quarantine-replay-alike"),
    path("/<int:refused_id>", views.refused, name="quarantined"),
    path("/<int:refused_id>/replay", views.replay, name="quarantined-replay"),
    path("/<int:refused_id>/dismiss", views.dismiss, name="quarantined-dismiss"),
    path("/<int:refused_id>/take-back", views.take_back, name="quarantined-take-back"),
]
