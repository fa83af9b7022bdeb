"""The lines reach the log through the doors, each source's own."""

from pathlib import Path
from typing import Any

import pytest

from polku.demo.delivery.doors import deliver, write_export
from polku.demo.delivery.set_up import set_up
from polku.demo.happening import What
from polku.demo.sources.line import Line
from polku.demo.sources.telling import lines_of
from polku.demo.sources.tests.happened import as_last, happened
from polku.intake.models import FileImport, Quarantined
from polku.timeline.models import Event
from polku.touchpoints.mappings.load import forget_readers

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    forget_readers()


def _lines(*whats: What, **facts: Any) -> list[Line]:
    happenings = [happened(what, number=number, **facts) for number, what in enumerate(whats)]
    return [
        line
        for last in range(1, len(happenings) + 1)
        for line in lines_of(*as_last(*happenings[:last]))
    ]  # fmt: skip


def test_each_source_comes_by_its_own_door_in_its_own_form() -> None:
    lines = _lines(
        What.LEAD_FORM,
        What.CALL,
        What.TICKET_ASKED,
        What.NEWSLETTER,
        What.PAID,
        What.RATED,
        rating=9,
        channel="mail",
        amount=1,
    )
    added = deliver(lines, set_up())
    assert added == len(lines) == 8  # the form with its identify call, and the call with the card
    assert (
        sorted(Event.objects.values_list("form", flat=True))
        == ["cloudevents"] * 2 + ["row"] * 4 + ["segment"] * 2
    )
    assert sorted(FileImport.objects.values_list("file_name", flat=True)) == [
        "activities.csv",
        "contacts.csv",
        "ledger.csv",
        "messages.jsonl",
    ]


def test_lines_told_again_are_known() -> None:
    lines, source_ids = _lines(What.LEAD_FORM, What.CALL), set_up()
    assert deliver(lines, source_ids) == 4
    assert deliver(lines, source_ids) == 0
    assert deliver([], source_ids) == 0


def test_what_a_door_refuses_waits_in_quarantine_and_takes_nothing_with_it() -> None:
    good, source_ids = _lines(What.WEB_PAGE, page="/"), set_up()
    broken = Line("website", "", {"type": "page", "messageId": "x"})
    assert deliver([broken, *good], source_ids) == 1
    assert "userId or anonymousId" in Quarantined.objects.get().reason


def test_an_export_has_every_column_of_its_table_and_the_ledger_semicolons(tmp_path: Path) -> None:
    (card, call), (paid,) = _lines(What.CALL), _lines(What.PAID, amount=123_456)
    write_export("crm", {card.table: [card.body], call.table: [call.body]}, tmp_path)
    write_export("finance", {paid.table: [paid.body]}, tmp_path)
    header, row = (tmp_path / "contacts.csv").read_text("utf-8").splitlines()
    assert header.startswith("Contact ID,Created On,Full Name,E-mail")
    assert row.startswith("T10005,2026-03-12T07:14:05Z,Aino Virtanen,aino@posti.example")
    assert "F4-0;PAYMENT;12.03.2026 09:14:05;" in (tmp_path / "ledger.csv").read_text("utf-8")
    assert "1 234,56" in (tmp_path / "ledger.csv").read_text("utf-8")
