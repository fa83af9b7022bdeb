"""Where a sentence's evidence is found."""

from django.urls import path

from polku.surfaces.web.pages.briefing import views

urlpatterns = [path("customers/<int:customer_id>/evidence", views.evidence, name="evidence")]
