"""The commands about one customer, and those that keep the house, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError, connections

from polku.identity.models import Customer, Identifier
from polku.identity.tests.telling import seen
from polku.identity.tests.telling import tell as identify
from polku.privacy import looks
from polku.privacy.models import Erasure, Look
from polku.surfaces.cli import status
from polku.surfaces.cli.main import main
from polku.workspace.models import Person
from polku.workspace.tokens import ApiToken, bearer
from tests.people import AINO, KERTTU, colleague
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
on_sqlite = pytest.mark.skipif(
    connections["default"].vendor != "sqlite", reason="the server tests do this on PostgreSQL"
)


def polku(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=typed)


@pytest.fixture(autouse=True)
def _cast(transactional_db: None) -> None:
    tell(AINO.story + KERTTU.story)


def test_help_reads_like_a_table_of_contents() -> None:
    told = polku("--help").output
    headings = ["Run:", "Bring in:", "Look:", "Keep:", "People's rights:"]
    assert [told.index(heading) for heading in headings] == sorted(
        told.index(heading) for heading in headings
    )
    for line in ("Show one customer", "Forget one customer", "Back everything up", "Hand over everything"):
        assert line in told


def test_a_customer_is_shown_in_words_and_the_look_recorded() -> None:
    told = polku("customer", "aino")
    assert told.exit_code == 0
    assert "1 order, 8900.00 EUR" in told.output
    assert "Contact person" not in told.output  # Sari and Mikko were met once each
    assert "Rated 10 (0–10)" in told.output
    assert [(look.person, look.through) for look in Look.objects.all()] == [(None, "cli:customer")]


def test_whom_they_meet_every_other_time_is_their_contact_person() -> None:
    tell(
        "aino  wed+1 09:00  met service-visit actor=sari\naino  thu+1 09:00  met service-visit actor=sari thread=t8"
    )
    assert "Contact person: sari" in polku("customer", "aino").output


def test_a_customer_is_told_to_machines_as_the_api_does() -> None:
    told = json.loads(polku("customer", "kerttu", "--json").output)
    assert told["identifiers"][0]["value"] == "kerttu"
    assert [one["state"] for one in told["promises"]] == ["late"]
    assert {one["touchpoint"] for one in told["path"]} >= {"phone-sales", "phone-support"}


def test_nobody_is_told_in_one_line() -> None:
    told = polku("customer", "nobody@nowhere.example")
    assert told.exit_code == 1
    assert told.output == "Error: There is no customer 'nobody@nowhere.example'.\n"


def test_an_export_goes_to_a_file_that_only_its_writer_reads(tmp_path: Path) -> None:
    target = tmp_path / "aino.json"
    assert polku("export-customer", "aino", "--output", str(target)).exit_code == 0
    assert len(json.loads(target.read_text("utf-8"))["events"]) == 8
    assert target.stat().st_mode & 0o077 == 0
    looks.flush()
    assert Look.objects.get().through == "cli:export-customer"


def test_forgetting_shows_what_goes_and_asks_first() -> None:
    told = polku("forget", "aino", typed="n\n")
    assert told.exit_code == 1
    assert "events                  8" in told.output
    assert Identifier.objects.filter(value="aino").exists()
    assert polku("forget", "aino", typed="y\n").exit_code == 0
    assert not Identifier.objects.filter(value="aino").exists()
    assert Erasure.objects.get().counts["own"]["events"] == 8


def test_whom_to_forget_must_be_said_and_be_one_person() -> None:
    assert "Say whom: polku forget IDENTIFIER" in polku("forget").output
    identify(*(seen(f"crm:{number}", at=number, name="Matti Meikäläinen") for number in (1, 2)))
    told = polku("forget", "Matti Meikäläinen", "--yes")
    assert told.exit_code == 1
    both = [*Customer.objects.filter(name="Matti Meikäläinen").values_list("pk", flat=True)]
    assert len(both) == 2  # nobody is gone, and either can be said by number
    assert all(f"{number} Matti Meikäläinen" in told.output for number in both)
    assert polku("forget", str(both[0]), "--yes").exit_code == 0
    assert [*Customer.objects.filter(pk__in=both).values_list("pk", flat=True)] == both[1:]


def test_a_beginning_that_two_tokens_share_revokes_neither() -> None:
    colleague()
    tokens = [polku("token", "add", "mikko").stdout.strip() for _ in range(2)]
    told = polku("token", "revoke", "polku_")
    assert (told.exit_code, "2 tokens in force begin so" in told.output) == (1, True)
    assert polku("token", "revoke", "").exit_code == 1
    assert None not in [bearer(token) for token in tokens]


def test_what_the_database_refuses_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OperationalError("database or disk\nis full")

    monkeypatch.setattr(status, "prepare", full)
    told = polku("status")
    assert (told.exit_code, told.output) == (1, "Error: The database refused: database or disk is full\n")


def test_a_token_is_shown_once_listed_and_revoked() -> None:
    mikko: Person = colleague()
    token = polku("token", "add", "mikko", "--label", "reports").stdout.strip()
    assert bearer(token) == mikko
    listed = polku("token", "list").output
    assert "reports" in listed
    assert token not in listed
    assert polku("token", "revoke", ApiToken.objects.get().starts).exit_code == 0
    assert bearer(token) is None
    assert polku("token", "add", "nobody").exit_code == 1


@on_sqlite
def test_a_backup_is_not_written_over_another_nor_restored_over_events(tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    assert "events" in polku("backup", str(target)).output
    again = polku("backup", str(target))
    assert (again.exit_code, "--force replaces it" in again.output) == (1, True)
    refused = polku("restore", str(target))
    assert refused.exit_code == 1
    assert "there are events already" in refused.output


def test_a_backup_that_can_not_be_written_says_where(tmp_path: Path) -> None:
    told = polku("backup", str(tmp_path / "no" / "such" / "folder.tar.gz"))
    assert told.exit_code == 1
    assert "can't be written" in told.output


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    told = polku("restore", str(tmp_path / "x"), "--force")
    assert told.exit_code == 1
    assert "not a whole backup" in told.output
