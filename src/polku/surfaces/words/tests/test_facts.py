"""Facts and identifiers are called by names that people use."""

import pytest
from django.utils.translation import override

from polku.surfaces.words.facts import fact_name


@pytest.mark.parametrize("told", ["firstName", "first_name", "first-name", "givenName"])
def test_one_fact_has_one_name_however_a_source_spells_it(told: str) -> None:
    with override("fi"):
        assert fact_name(told) == "Etunimi"


def test_a_fact_of_the_companys_own_stays_as_it_was_told() -> None:
    assert fact_name("pump_model") == "pump_model"


def test_identifiers_are_named_too() -> None:
    with override("sv"):
        assert [fact_name(one) for one in ("user_id", "email", "customer_number")] == [
            "Konto",
            "E-post",
            "Kundnummer",
        ]
