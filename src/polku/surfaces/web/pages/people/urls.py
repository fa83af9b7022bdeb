from django.urls import path

from polku.surfaces.web.pages.people import views

urlpatterns = [
    path("people", views.people, name="people"),
    path("people/<int:person_id>", views.person, name="person"),
    path("people/<int:person_id>/password", views.password, name="person-password"),
    path("teams", views.teams, name="teams"),
    path("teams/<int:team_id>", views.team, name="team"),
]
