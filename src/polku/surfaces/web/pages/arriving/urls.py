from django.urls import path

from polku.surfaces.web.pages.arriving import views

urlpatterns = [
    path("", views.arriving, name="arriving"),
    path("/arriving", views.listen, name="arriving-stream"),
]
