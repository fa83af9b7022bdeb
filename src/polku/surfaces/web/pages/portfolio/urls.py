from django.urls import path

from polku.surfaces.web.pages.portfolio import views

urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("/undo", views.undo, name="portfolio-undo"),
]
