"""Customers' addresses. An encounter is named by its key, which holds no slash."""

from django.urls import path

from polku.surfaces.web.pages.customer import views

urlpatterns = [
    path("customers/<int:customer_id>", views.customer, name="customer"),
    path("customers/<int:customer_id>/encounters/<str:key>", views.encounter, name="encounter"),
]
