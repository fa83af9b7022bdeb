"""`polku person`: people by command."""

import json
import re

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from polku.surfaces.cli.person import command
from polku.workspace.models import Person
from tests.people import PASSWORD, colleague

pytestmark = pytest.mark.django_db(databases="__all__")


def run(*words: str, told: str = "") -> Result:
    return CliRunner().invoke(command, words, input=told)


def test_a_person_is_added_with_a_password_shown_once() -> None:
    shown = run("add", "veera", "--role", "manages", "--full-name", "Veera Uusi", "--team", "Service").output
    password = re.search(r"\n  (\S+)\n", shown)
    assert password
    assert Client().login(username="veera", password=password[1])
    person = Person.objects.get()
    assert (person.role, str(person), str(person.team)) == ("manages", "Veera Uusi", "Service")


def test_a_password_may_be_told_instead() -> None:
    shown = run("add", "veera", "--password-stdin", told="quite a long one\n").output
    assert "quite" not in shown
    assert Client().login(username="veera", password="quite a long one")


@pytest.mark.parametrize(
    ("words", "told", "said"),
    [
        (["add", "veera", "--password-stdin"], "short\n", "at least 10 characters"),
        (["add", "two words"], "", "valid username"),
        (["add", "mikko"], "", "polku person list"),
        (["add", "veera", "--role", "king"], "", "'king' is not one of"),
        (["role", "nobody", "manages"], "", "nobody called 'nobody'"),
        (["close", "nobody"], "", "nobody called 'nobody'"),
    ],
)
def test_what_can_not_be_is_refused_in_words(words: list[str], told: str, said: str) -> None:
    colleague()
    result = run(*words, told=told)
    assert result.exit_code != 0
    assert said in result.output
    assert Person.objects.count() == 1


def test_a_new_password_ends_the_old_sessions(client: Client) -> None:
    client.force_login(colleague())
    run("password", "mikko")
    assert client.get("/me").status_code == 302
    assert not Client().login(username="mikko", password=PASSWORD)


def test_roles_change_and_accounts_close() -> None:
    colleague()
    run("role", "mikko", "administers")
    run("close", "mikko")
    person = Person.objects.get()
    assert (person.role, person.is_active) == ("administers", False)


def test_the_list_is_for_people_and_for_machines() -> None:
    assert "Nobody yet" in run("list").output
    colleague()
    assert "mikko" in run("list").output
    assert json.loads(run("list", "--json").output)[0]["role"] == "sees_customers"
