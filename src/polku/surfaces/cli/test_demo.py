"""`polku demo`, as a person types it."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from polku.demo.delivery.company import standing
from polku.identity.models import Customer
from polku.intake.http import segment
from polku.intake.http.parsed import Teller
from polku.intake.keep import keep
from polku.intake.sources import add_source
from polku.lib import clock
from polku.surfaces.cli import demo, import_
from polku.surfaces.words.kinds import PHRASES
from polku.timeline.models import Event, InteractionRow
from polku.touchpoints.mappings.load import forget_readers
from polku.touchpoints.models import MappingVersion

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    forget_readers()


def typed(*words: str) -> Result:
    return CliRunner().invoke(demo.command, words)


def _one_event_of_somebody_else() -> None:
    from_shop = add_source("My shop", "segment").pk

    body = b'{"type": "track", "event": "Order Completed", "userId": "7"}'
    keep(segment.parse(body, "", Teller(from_shop, "UTC", clock.now(), 10_000)).messages)


def test_it_loads_and_is_on_the_customers_pages_at_once() -> None:
    shown = typed("--customers", "7").output
    assert shown == f"Loaded Tuulahdus, a heat-pump company: 7 customers, {Event.objects.count()} events.\n"
    assert Customer.objects.filter(name="Kerttu Niemi").exists()


def test_a_second_time_it_says_that_it_is_here_and_adds_nothing() -> None:
    typed("--customers", "7")
    events = Event.objects.count()
    assert typed().output == (
        "Tuulahdus is here already, 7 customers. `polku demo --live` lets it go on living.\n"
    )
    assert typed("--quiet").output == ""
    assert Event.objects.count() == events


def test_it_can_grow_but_not_become_another_company() -> None:
    typed("--customers", "7", "--without", "kindnesses")
    assert "9 customers" in typed("--customers", "9").output
    for another in (("--seed", "2"), ("--without", "slow-leads")):
        refused = typed(*another)
        assert refused.exit_code == 1
        assert "Another Tuulahdus stands here: seed 1, without: kindnesses." in refused.output
        assert "POLKU_HOME=" in refused.output
    assert typed("--without", "kindnesses", "--seed", "1").exit_code == 0


def test_it_stays_out_of_a_polku_with_other_data_unless_told() -> None:
    _one_event_of_somebody_else()
    refused = typed("--customers", "7")
    assert (refused.exit_code, Event.objects.count()) == (1, 1)
    assert "This Polku holds 1 events of other sources" in refused.output
    assert "--beside" in refused.output
    assert typed("--customers", "7", "--beside").exit_code == 0
    assert Event.objects.count() > 100


def test_a_restored_company_is_looked_at_and_not_told_again(settings: Any) -> None:
    typed("--customers", "7")
    events = Event.objects.count()
    (settings.HOME / "demo.json").unlink()
    refused = typed("--customers", "7", "--beside")
    assert (refused.exit_code, Event.objects.count()) == (1, events)
    assert "A Tuulahdus stands here whose demo.json is not in the data folder" in refused.output


def test_wrong_words_are_answered_with_what_where_and_how_to_mend(tmp_path: Path) -> None:
    assert "Invalid value for '--customers': 0 is not in the range" in typed("--customers", "0").output
    unknown = typed("--without", "slow-leeds").output
    assert "Invalid value for '--without': 'slow-leeds'" in unknown
    assert "'slow-leads'" in unknown
    assert "must end in .parquet" in typed("--to", str(tmp_path / "company.csv")).output
    assert f"There is no folder {tmp_path / 'no'}" in typed("--to", str(tmp_path / "no" / "c.parquet")).output
    assert "leave --live out" in typed("--live", "--to", str(tmp_path / "c.parquet")).output
    assert (Event.objects.count(), standing()) == (0, None)


def test_a_file_of_the_company_is_read_to_the_same_customers(tmp_path: Path) -> None:
    path = tmp_path / "company.parquet"
    written = typed("--customers", "12", "--to", str(path)).output
    assert f"polku import {path} --mapping tuulahdus" in written
    assert Event.objects.count() == 0
    read = CliRunner().invoke(import_.command, [str(path), "--mapping", "tuulahdus"])
    assert (read.exit_code, "0 in quarantine" in read.output) == (0, True)
    assert Customer.objects.filter(name="Kerttu Niemi").exists()
    assert f"Wrote {Event.objects.count():,} happenings of 12 customers." in written
    by_file = sorted(InteractionRow.objects.values_list("kind", "touchpoint"))
    typed("--customers", "12", "--beside")
    both = sorted(InteractionRow.objects.values_list("kind", "touchpoint"))
    assert both == sorted([*by_file, *by_file])


def test_it_says_what_happens_while_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    typed("--customers", "40")
    monkeypatch.setattr(signal, "signal", lambda number, stops: None)
    parents = iter([41, 41, 41])
    monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
    first, *happened = typed("--live", "--pace", "0.05", "--with-parent").output.splitlines()
    assert first == "Tuulahdus lives: something happens every 0.05 seconds. Ctrl+C stops it."
    assert len(happened) >= 2
    said = {f"{words} (" for words in PHRASES.values()}
    assert [line for line in happened if not any(words in line.partition(": ")[2] for words in said)] == []


def test_it_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    typed("--customers", "40")
    past = Event.objects.count()
    monkeypatch.setattr(signal, "signal", lambda number, stops: None)
    parents = iter([41, 41, 41, 41])
    monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
    assert typed("--live", "--pace", "0.05", "--with-parent", "--quiet").output == ""
    assert past < Event.objects.count() < past + 40


def test_the_mappings_are_the_houses_own_versions() -> None:
    typed("--customers", "1")
    names = set(MappingVersion.objects.values_list("name", flat=True))
    assert {"tuulahdus", "tuulahdus-crm", "tuulahdus-website", "tuulahdus-survey"} <= names
