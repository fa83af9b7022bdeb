"""One door: a measure's page, its CSV, the API and the command give the same rows, for every measure there is."""

import csv
import io
import json
import time

import pytest
from click.testing import CliRunner
from django.test import Client

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.catalog import MEASURES
from polku.surfaces.answer_csv import cell
from polku.surfaces.cli import measure
from polku.touchpoints.journeys.save import save_journey
from tests.people import lead
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
# Seven come from the website to the form, back to the website, and to a chat that is not on the map; the last thing
# happens half a year later. Names that spreadsheets would take for formulas are other people's words.
STORY = (
    "\n".join(
        f"p{n} mon 09:00 visited website\np{n} mon 11:00 asked lead-form\np{n} tue 09:00 visited website\n"
        f"p{n} wed 09:00 asked =1+1\np{n} thu 09:00 handed_over lead-form actor={giver} to={taker}\n"
        f"p{n} fri 09:00 met lead-form actor={taker}\np{n} fri 10:00 left lead-form"
        for n, (giver, taker) in enumerate([("sara", "irma"), ("sami", "ilkka")] * 3 + [("sara", "ilkka")])
    )
    + "\nzoe mon+26 09:00 visited website"
)
JOURNEY = """\
name: sales
title: Sales
instance: {per: customer, ends: [{kind: left}]}
stages:
  - {name: look, title: Look, touchpoints: [{name: website, channel: web, owner: Us, expects: [lead-form]}]}
  - {name: ask, title: Ask, touchpoints: [{name: lead-form, channel: web, owner: Us, expects: [fair]}, {name: fair, channel: visit, owner: Us}]}
"""
# These have something to tell of it; the others may say why not.
TOLD = {"edges", "variants", "handovers", "funnel", "times", "loops", "declared", "touchpoints"}
PATIENCE = 120.0


@pytest.mark.parametrize("name", MEASURES)
def test_page_api_and_command_give_the_same_rows(client: Client, name: str) -> None:
    tell(STORY)
    save_journey(JOURNEY)
    client.force_login(lead())
    words = ("--journey", "sales", "--touchpoint", "lead-form", "--top", "1000")
    told = client.get(f"/api/measures/{name}?journey=sales&touchpoint=lead-form&top=1000")
    assert told.status_code == 200, told.content
    rows, columns = told.json()["rows"], told.json()["columns"]
    assert rows or name not in TOLD
    typed = json.loads(CliRunner().invoke(measure.command, [name, *words, "--json"]).output)
    assert (typed["rows"], typed["n"], typed["columns"]) == (rows, told.json()["n"], columns)
    written = CliRunner().invoke(measure.command, [name, *words, "--csv"]).output
    assert client.get(f"/measures/{name}.csv?journey=sales&touchpoint=lead-form").content.decode() == written
    listed = [*csv.DictReader(io.StringIO(written))]
    assert listed == [{column: cell(row[column]) for column in columns} for row in rows]
    assert not any(text.startswith(("=", "+", "@")) for row in listed for text in row.values())
    assert _shown(client, name) == len(rows)


def _shown(client: Client, name: str) -> int:
    """How many rows the page shows, once it has counted."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        page = client.get(f"/measures/{name}?journey=sales&touchpoint=lead-form").content.decode()
        if "Counting …" not in page:
            return page.count('<th scope="row"')
    raise AssertionError("the page counts for ever")
