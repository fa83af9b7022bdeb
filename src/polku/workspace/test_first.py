"""The first person, and passwords that nobody chose."""

import pytest
from django.test import Client

from polku.workspace.first import first_person, new_password
from polku.workspace.models import Person, Role
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_new_house_has_somebody_who_may_do_everything() -> None:
    made = first_person()
    assert made is not None
    name, password = made
    assert Client().login(username=name, password=password)
    assert Person.objects.get().role == Role.ADMINISTERS


def test_the_first_person_is_made_once() -> None:
    first_person()
    assert first_person() is None


def test_a_house_with_people_gets_no_first_person() -> None:
    colleague()
    assert first_person() is None


def test_passwords_are_long_and_never_alike() -> None:
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert {len(password) for password in made} == {23}


@pytest.mark.parametrize(
    ("role", "reached"),
    [
        (Role.SEES_CUSTOMERS, [True, False, False]),
        (Role.MANAGES, [True, True, False]),
        (Role.ADMINISTERS, [True, True, True]),
    ],
)
def test_a_role_may_do_what_stands_before_it(role: Role, reached: list[bool]) -> None:
    person = Person(username="x", role=role)
    assert [person.may(asked) for asked in Role] == reached


def test_a_closed_account_may_nothing() -> None:
    assert not Person(username="x", role=Role.ADMINISTERS, is_active=False).may(Role.SEES_CUSTOMERS)
