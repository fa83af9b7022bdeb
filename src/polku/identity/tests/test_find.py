"""Finding a customer by what somebody types."""

import pytest

from polku.identity.find import customer_of, redirect
from polku.identity.search import search
from polku.identity.tests.telling import identifier, seen, tell

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def _cast() -> None:
    tell(
        seen(
            "crm:A-100 email:aino@x.example cookie:c0ffee",
            at=10,
            firstName="Aino",
            lastName="Äijälä-Virtanen",
        ),
        seen("crm:B-200 phone:358401234567", at=20, name="Onni O'Brien"),
        seen("crm:C-300", at=30, name="Aino Laine"),
        seen("cookie:nobody", at=40),
    )


def names(text: str, limit: int = 20) -> list[str]:
    return [customer.name for customer in search(text, limit)]


@pytest.mark.parametrize(
    "text",
    ["crm:A-100", "A-100", "a-100", "email:aino@x.example", "aino@x.example", "AINO@x.example ", "c0ffee"],
)
def test_any_name_leads_to_its_customer(text: str) -> None:
    found = customer_of(text)
    assert found is not None
    assert found.name == "Aino Äijälä-Virtanen"


@pytest.mark.parametrize("text", ["", "nothing", "crm:x", "crm:", ":", "999999", "9" * 40, "٣"])
def test_what_nobody_is_called_finds_nobody(text: str) -> None:
    assert customer_of(text) is None


def test_an_id_that_was_absorbed_leads_to_the_present_customer() -> None:
    tell(seen("crm:Z", at=1), seen("email:z", at=2))
    absorbed = identifier("email:z").pk
    tell(seen("crm:Z email:z", at=3))
    found = redirect(absorbed)
    assert found is not None
    assert found.pk == identifier("crm:Z").pk
    assert customer_of(str(absorbed)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aino", {"Aino Äijälä-Virtanen", "Aino Laine"}),
        ("aij", {"Aino Äijälä-Virtanen"}),
        ("virt ain", {"Aino Äijälä-Virtanen"}),
        ("laine, aino", {"Aino Laine"}),
        ("o'br", {"Onni O'Brien"}),
        ("35840", {"Onni O'Brien"}),
        ("aino@x", {"Aino Äijälä-Virtanen"}),
        ("100%", set()),
        ("_", set()),
        ("   ", set()),
    ],
)
def test_words_are_found_by_their_beginnings(text: str, found: set[str]) -> None:
    assert set(names(text)) == found


def test_who_is_named_exactly_comes_first() -> None:
    tell(seen("crm:aino", at=5, name="Someone Else"))
    assert names("aino")[0] == "Someone Else"
    assert len(names("aino", 2)) == 2
