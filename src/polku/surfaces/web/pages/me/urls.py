from django.urls import path

from polku.surfaces.web.pages.me import views

urlpatterns = [
    path("", views.me, name="me"),
    path("/password", views.password, name="my-password"),
]
