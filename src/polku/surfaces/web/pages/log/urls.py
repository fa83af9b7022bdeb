from django.urls import path

from polku.surfaces.web.pages.log import views

urlpatterns = [path("/<int:event_id>", views.event, name="event")]
