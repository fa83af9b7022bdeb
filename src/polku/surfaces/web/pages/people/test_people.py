"""People and teams, as whoever administers meets them."""

import re

import pytest
from django.test import Client

from polku.workspace.models import Person, Role, Team
from tests.people import PASSWORD, colleague

pytestmark = pytest.mark.django_db(databases="__all__")
NEW = {"username": "veera", "first_name": "Veera", "last_name": "Uusi", "role": "manages"}


@pytest.mark.parametrize("address", ["/people", "/teams"])
def test_the_lists_are_whole_pages_and_fragments(sari: Client, part: dict[str, str], address: str) -> None:
    assert b"<html" in sari.get(address).content
    assert b"<html" not in sari.get(address, headers=part).content


def test_somebody_new_signs_in_with_the_password_shown(sari: Client) -> None:
    page = sari.post("/people", NEW).content.decode()
    found = re.search(r'<code id="made">([^<]+)</code>', page)
    assert found
    assert Client().login(username="veera", password=found[1])
    assert Person.objects.get(username="veera").role == Role.MANAGES


def test_a_password_is_not_kept_by_caches(sari: Client) -> None:
    assert "no-store" in sari.post("/people", NEW).headers["Cache-Control"]


def test_a_name_that_is_taken_is_refused_by_name(sari: Client) -> None:
    response = sari.post("/people", NEW | {"username": "sari"})
    assert response.status_code == 422
    assert "already exists" in response.content.decode()


def test_a_name_with_a_nul_is_refused(sari: Client) -> None:
    assert sari.post("/people", NEW | {"first_name": "a\0b"}).status_code == 422
    assert Client().post("/sign-in", {"username": "a\0b", "password": "c\0d"}).status_code == 422


def test_a_role_and_a_team_are_given(sari: Client) -> None:
    mikko, team = colleague(), Team.objects.create(name="Service")
    told = {"username": "mikko", "role": "manages", "team": team.pk, "is_active": "on"}
    assert sari.post(f"/people/{mikko.pk}", told).status_code == 302
    mikko.refresh_from_db()
    assert (mikko.role, mikko.team) == ("manages", team)


def test_a_closed_account_signs_in_no_more(sari: Client) -> None:
    mikko = colleague()
    sari.post(f"/people/{mikko.pk}", {"username": "mikko", "role": "sees_customers"})
    assert not Client().login(username="mikko", password=PASSWORD)
    assert "closed" in sari.get("/people").content.decode()


def test_the_last_who_administers_can_not_step_down(sari: Client) -> None:
    own = Person.objects.get(username="sari")
    response = sari.post(f"/people/{own.pk}", {"username": "sari", "role": "manages", "is_active": "on"})
    assert response.status_code == 422
    assert "Somebody must administer" in response.content.decode()
    own.refresh_from_db()
    assert own.role == Role.ADMINISTERS


def test_a_new_password_replaces_the_old(sari: Client) -> None:
    mikko = colleague()
    assert sari.get(f"/people/{mikko.pk}").status_code == 200
    sari.post(f"/people/{mikko.pk}/password")
    assert not Client().login(username="mikko", password=PASSWORD)


def test_teams_are_added_renamed_and_deleted(sari: Client) -> None:
    sari.post("/teams", {"name": "Installers", "partner": "on"})
    team = Team.objects.get()
    Person.objects.filter(username="sari").update(team=team)
    sari.post(f"/teams/{team.pk}", {"name": "Fitters", "partner": "on"})
    assert "Fitters" in sari.get("/teams").content.decode()
    sari.post(f"/teams/{team.pk}", {"delete": ""})
    assert not Team.objects.exists()
    assert Person.objects.get(username="sari").team is None


def test_one_chooses_ones_own_language(sari: Client) -> None:
    told = {"first_name": "Sari", "last_name": "Lehto", "email": "", "language": "sv"}
    page = sari.post("/me", told, follow=True).content.decode()
    assert '<html lang="sv"' in page


def test_ones_own_password_is_changed_and_the_session_stays(sari: Client) -> None:
    new = "another quite long one"
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert sari.post("/me/password", told).status_code == 302
    assert sari.get("/me").status_code == 200
    assert Client().login(username="sari", password=new)


def test_a_wrong_old_password_changes_nothing(sari: Client) -> None:
    told = {"old_password": "wrong", "new_password1": "x" * 12, "new_password2": "x" * 12}
    assert sari.post("/me/password", told).status_code == 422
    assert Client().login(username="sari", password=PASSWORD)
