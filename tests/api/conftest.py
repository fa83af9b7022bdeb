"""A story in the database, and people who ask for it over HTTP."""

import pytest
from django.test import Client

from polku.workspace.models import Person
from polku.workspace.tokens import make_token
from tests.people import AINO, KERTTU, colleague, lead
from tests.story import tell


@pytest.fixture
def cast(db: None) -> None:
    tell(AINO.story + KERTTU.story)


@pytest.fixture
def sari(db: None) -> Person:
    return lead()


@pytest.fixture
def mikko(db: None) -> Person:
    return colleague()


def asking(person: Person) -> Client:
    """A program that asks with a token of the person's."""
    return Client(headers={"authorization": f"Bearer {make_token(person)}"})
