from django.urls import path

from polku.surfaces.web.pages.sign_in import views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("theme", views.theme, name="theme"),
    path("language", views.language, name="language"),
]
