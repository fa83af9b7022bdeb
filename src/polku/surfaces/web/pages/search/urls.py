"""The first page's addresses."""

from django.urls import path

from polku.surfaces.web.pages.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("customers", views.search, name="customers"),
]
