from django.urls import path

from polku.surfaces.web.pages.sources import views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("/<slug:slug>", views.source, name="source"),
    path("/<slug:slug>/keys", views.keys, name="source-keys"),
    path("/<slug:slug>/keys/<int:key_id>/revoke", views.revoke, name="source-key-revoke"),
    path("/<slug:slug>/retire", views.retire, name="source-retire"),
    path("/<slug:slug>/reopen", views.reopen, name="source-reopen"),
]
