"""The portfolio shows every part, in three languages, and its Undo is a real one."""

from collections.abc import Callable

import pytest
from django.test import Client

from polku.workspace.models import Person

pytestmark = pytest.mark.django_db(databases="__all__")
PARTS = ["figures", "interval", "hatched", "badge-below", "badge-above", "progress", "empty", "note-wrong"]


@pytest.fixture
def speaking(mikko: Client) -> Callable[[str], str]:
    """The page as it reads in a language."""

    def read(language: str) -> str:
        Person.objects.update(language=language)
        return mikko.get("/portfolio").content.decode()

    return read


@pytest.mark.parametrize("part", PARTS[1:])
def test_every_part_stands_on_it(mikko: Client, part: str) -> None:
    assert part in mikko.get("/portfolio").content.decode()


def test_as_a_part_it_comes_without_its_frame(mikko: Client, part: dict[str, str]) -> None:
    page = mikko.get("/portfolio", headers=part).content.decode()
    assert "<html" not in page
    assert "Portfolio" in page


def test_an_outsider_does_not_see_it(client: Client) -> None:
    assert client.get("/portfolio").headers["Location"] == "/sign-in?next=/portfolio"


@pytest.mark.parametrize(
    ("language", "number", "money", "share", "absent"),
    [
        ("en", "1,234,567", "€12,345.00", "62%", "not measured"),
        ("fi", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "345,00\N{NO-BREAK SPACE}€", "62\N{NO-BREAK SPACE}%", "ei mitattu"),
        ("sv", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "345,00\N{NO-BREAK SPACE}€", "62\N{NO-BREAK SPACE}%", "inte mätt"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_reader_writes_them(
    speaking: Callable[[str], str], language: str, number: str, money: str, share: str, absent: str
) -> None:
    page = speaking(language)
    assert number in page
    assert money in page
    assert share in page
    assert absent in page


def test_a_form_that_is_wrong_says_where(mikko: Client) -> None:
    response = mikko.post("/portfolio", {"name": "", "team": "service"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "field-wrong" in page
    assert "errorlist" in page


def test_a_message_has_a_way_back_and_the_way_back_works(mikko: Client) -> None:
    page = mikko.post("/portfolio", {"name": "Aino", "team": "service"}, follow=True).content.decode()
    assert "Said, with a way back." in page
    assert 'action="/portfolio/undo"' in page
    undone = mikko.post("/portfolio/undo", follow=True).content.decode()
    assert "Undone. Nothing had happened here." in undone
    assert 'action="/portfolio/undo"' not in undone


def test_looking_at_the_way_back_does_nothing(mikko: Client) -> None:
    page = mikko.get("/portfolio/undo", follow=True).content.decode()
    assert "Undone" not in page
