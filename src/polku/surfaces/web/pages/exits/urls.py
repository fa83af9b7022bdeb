from django.urls import path

from polku.surfaces.web.pages.exits import views

urlpatterns = [
    path("exits", views.exits, name="exits"),
    path("exits/<path:touchpoint>", views.exit_point, name="exit-point"),
    path("satisfied-but-left", views.satisfied_but_left, name="satisfied-but-left"),
    path("exit-customers/<path:touchpoint>", views.customers_behind, name="exit-customers"),
]
