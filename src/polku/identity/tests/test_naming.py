"""What customers are called, how words are folded, and how facts are made comparable."""

import pytest

from polku.identity.folding import beginnings, folded, words
from polku.identity.groups import Node
from polku.identity.naming import name_of, plain
from polku.identity.suggest.fields import comparable

CRM = Node(1, "crm", "A-1", "unique")
EMAIL = Node(2, "email", "aino@x.example", "shareable")
COOKIE = Node(3, "cookie", "c", "weak")


@pytest.mark.parametrize(
    ("traits", "identifiers", "name"),
    [
        ({"name": "Aino  Virtanen"}, [CRM], "Aino Virtanen"),
        ({"firstname": "Aino", "lastname": "Virtanen"}, [CRM], "Aino Virtanen"),
        ({"surname": "Virtanen"}, [CRM], "Virtanen"),
        ({"name": "", "givenname": "Aino"}, [CRM], "Aino"),
        ({"name": {"first": "x"}}, [CRM, EMAIL], "aino@x.example"),
        ({"email": "told@x.example"}, [CRM], "told@x.example"),
        ({}, [COOKIE, CRM], "A-1"),
        ({}, [COOKIE], "c"),
        ({"name": "x" * 999}, [], "x" * 300),
    ],
)
def test_a_customer_is_called_by_the_best_that_is_told(
    traits: dict[str, object], identifiers: list[Node], name: str
) -> None:
    assert name_of(traits, identifiers) == name


@pytest.mark.parametrize("spelling", ["first_name", "firstName", "First Name", "FIRST-NAME"])
def test_spellings_of_a_fact_are_one(spelling: str) -> None:
    assert plain(spelling) == "firstname"


def test_a_word_put_together_is_found_by_its_parts() -> None:
    assert beginnings("Aino Äijälä-Virtanen") == {"aino", "aijala-virtanen", "aijala", "virtanen"}


def test_words_are_folded_without_case_and_accents() -> None:
    assert folded("ÄIJÄLÄ Straße") == "aijala strasse"
    assert words("O'Brien-Mäki, Aino (synt. Niemi)") == ["o'brien-maki", "aino", "synt", "niemi"]


@pytest.mark.parametrize("told", ["1980-02-01", "19800201", "1.2.1980", "1980-02-01T00:00:00Z", "1980/2/1"])
def test_dates_are_made_one(told: str) -> None:
    assert comparable({"dateOfBirth": told})["birth_date"] == "19800201"


@pytest.mark.parametrize("told", ["", "soon", "1980", "1.2.80", "1.2.3.4"])
def test_what_is_no_date_is_none(told: str) -> None:
    assert comparable({"dob": told})["birth_date"] is None


def test_facts_in_any_spelling_become_fields() -> None:
    fields = comparable(
        {
            "First Name": "Áino",
            "last_name": "Virtanen",
            "address": {"street": "Kauppatori 1", "postalCode": "20 100", "city": "TURKU"},
            "mobile": "+358 40 123 4567",
        },
        [("email", "aino@x.example")],
    )
    assert {name: value for name, value in fields.items() if value} == {
        "given_name": "aino",
        "surname": "virtanen",
        "street": "kauppatori 1",
        "postcode": "20100",
        "city": "turku",
        "phone": "401234567",
        "email": "aino@x.example",
    }


@pytest.mark.parametrize("name", ["Aino Maria Virtanen", "Virtanen, Aino Maria"])
def test_a_full_name_is_taken_apart(name: str) -> None:
    fields = comparable({"name": name})
    assert (fields["given_name"], fields["surname"]) == ("aino maria", "virtanen")
