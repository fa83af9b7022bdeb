from django.urls import path

from polku.surfaces.web.pages.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("/export", views.export, name="figures-export"),
    path("/withdraw", views.withdraw, name="figures-withdraw"),
]
