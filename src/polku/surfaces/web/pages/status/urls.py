from django.urls import path

from polku.surfaces.web.pages.status import views

urlpatterns = [path("", views.status, name="status")]
