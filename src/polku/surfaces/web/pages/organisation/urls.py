"""Organisations' addresses."""

from django.urls import path

from polku.surfaces.web.pages.organisation import views

urlpatterns = [path("<int:customer_id>", views.organisation, name="organisation")]
