"""The live addresses."""

from django.urls import path

from polku.surfaces.web.live import views

urlpatterns = [path("customers/<int:customer_id>", views.customer, name="live-customer")]
