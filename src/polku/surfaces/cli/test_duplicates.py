"""Looking for duplicates, as a person types it."""

import json

import pytest
from click.testing import CliRunner

from polku.identity.tests.telling import seen, tell
from polku.surfaces.cli.duplicates import command

pytestmark = pytest.mark.django_db(databases="__all__")

AINO = {"name": "Aino Virtanen", "dob": "1980-02-01", "postcode": "20100"}


def test_it_says_how_many_it_compared_and_asked() -> None:
    tell(seen("crm:1", at=1, **AINO), seen("crm:2", at=2, **AINO))
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0, result.output
    assert "2 people compared." in result.output
    assert "1 new questions" in result.output
    assert "Too few to learn from" in result.output


def test_it_says_so_as_json_too() -> None:
    tell(seen("crm:1", at=1, **AINO), seen("crm:2", at=2, **AINO))
    result = CliRunner().invoke(command, ["run", "--json"])
    told = json.loads(result.stdout)
    assert (told["people"], told["likely_pairs"], told["new"], told["learnt"]) == (2, 1, 1, False)
