from django.urls import path

from polku.surfaces.web.pages.log_encounter import views

urlpatterns = [
    path("<int:customer_id>/log", views.log_encounter, name="log-encounter"),
    path("<int:customer_id>/logged/<slug:record>/take-back", views.take_back, name="log-encounter-take-back"),
]
