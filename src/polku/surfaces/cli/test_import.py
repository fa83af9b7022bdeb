"""`polku import` and `polku mapping`, as a person types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.identity.models import Customer
from polku.intake.files.tests.writing import HEADER, MAPPING, rows, write
from polku.intake.sources import retire
from polku.surfaces.cli import import_, mapping
from polku.timeline.models import Event, InteractionRow, Source
from polku.touchpoints.mappings.load import forget_readers
from polku.touchpoints.mappings.save import save_mapping

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(autouse=True)
def shop() -> None:
    forget_readers()
    save_mapping("shop", MAPPING)


def imported(path: Path, *more: str) -> Result:
    return CliRunner().invoke(import_.command, [str(path), "--mapping", "shop", *more])


def typed(*words: str, told: str = "") -> Result:
    return CliRunner().invoke(mapping.command, words, input=told)


def test_an_import_ends_on_the_customers_pages(tmp_path: Path) -> None:
    shown = imported(write(tmp_path / "t.csv", HEADER + rows(50) + "broken\n51,,2026-01-01,nobody\n")).output
    assert "52 rows: 51 added, 0 known already, 2 in quarantine" in shown
    assert "t.csv, line 52: the row has 1 columns where the header has 4" in shown
    assert "nobody is named" in shown
    assert "polku quarantine list" in shown
    assert (Customer.objects.count(), InteractionRow.objects.count()) == (10, 50)
    assert (Source.objects.get(slug="shop").mapping, Event.objects.count()) == ("shop", 51)


def test_a_table_whose_columns_are_named_otherwise_is_told_where_to_turn(tmp_path: Path) -> None:
    shown = imported(write(tmp_path / "t.csv", "kuka,mitä,milloin\naino,pumppu,2026-01-01\n")).output
    assert "1 row: 0 added, 0 known already, 1 in quarantine" in shown
    assert "No row could be read. Are its columns named otherwise? See: polku mapping guess FILE" in shown
    assert "No row" not in imported(write(tmp_path / "u.csv", HEADER + rows(1) + "broken\n")).output


def test_a_quiet_import_that_goes_well_says_nothing(tmp_path: Path) -> None:
    assert imported(write(tmp_path / "t.csv", HEADER + rows(5)), "--quiet").output == ""


def test_a_dry_run_shows_what_the_rows_become_and_writes_nothing(tmp_path: Path) -> None:
    shown = imported(write(tmp_path / "t.csv", HEADER + rows(2)), "--dry-run").output
    assert "pump 2" in shown
    assert "Nothing was written." in shown
    assert (Event.objects.count(), Source.objects.filter(slug="shop").count()) == (0, 0)


def test_a_cut_file_fails_and_says_what_came_in(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv.gz", HEADER + rows(20_000))
    path.write_bytes(path.read_bytes()[:30_000])
    done = imported(path)
    assert (done.exit_code, "cut off before its end" in done.output) == (1, True)
    assert Event.objects.count() > 0


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("gone.csv", [], "there is no file"),
        ("t.doc", [], "an ending that tells no format"),
        ("t.csv", ["--mapping", "shpo"], "There is no mapping 'shpo'"),
    ],
)
def test_what_can_not_be_imported_is_answered_in_words(
    tmp_path: Path, name: str, more: list[str], words: str
) -> None:
    if name != "gone.csv":
        write(tmp_path / name, "x\n")
    done = imported(tmp_path / name, *more)
    assert (done.exit_code, words in done.output) == (1, True), done.output


def test_mappings_are_listed_and_shown() -> None:
    assert "segment" in typed("list").output
    assert typed("show", "shop").output == MAPPING
    assert "There is no mapping 'x'" in typed("show", "x").output


def test_a_mapping_is_checked_by_its_lines(tmp_path: Path) -> None:
    good = write(tmp_path / "good.yaml", MAPPING)
    bad = write(tmp_path / "bad.yaml", MAPPING.replace("kind: ordered", "kind: order"))
    assert "holds: the mapping shop" in typed("check", str(good)).output
    done = typed("check", str(bad))
    assert (done.exit_code, "line 11: there is no kind 'order'; did you mean 'ordered'?" in done.output) == (
        1,
        True,
    )


def test_an_event_is_tried() -> None:
    event = '{"type":"track","userId":"aino","event":"Order Completed","properties":{"order_id":"1042","revenue":89.9}}'
    shown = typed("try", "-", "--mapping", "segment", told=event).output
    assert "person user_id: aino (unique)" in shown
    assert "customer ordered  web-shop (web)" in shown
    assert "amount: 89.90 EUR" in shown


def test_a_bare_row_is_tried_as_the_importer_would_tell_it(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.yaml", MAPPING)
    row = '{"id": 1, "customer": "a", "at": "2026-01-01T00:00:00Z", "what": "pump"}'
    assert (
        "2026-01-01T00:00:00Z  customer ordered  shop (other)"
        in typed("try", "-", "--mapping", str(file), told=row).output
    )


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("[1]", "not a JSON object"),
        ('{"type":"page"}', "names nobody"),
        ('{"userId":["a"]}', "not an identifier"),
    ],
)
def test_an_event_that_would_be_refused_says_why(event: str, words: str) -> None:
    done = typed("try", "-", "--mapping", "segment", told=event)
    assert (done.exit_code, words in done.output) == (1, True), done.output


def test_a_retired_source_takes_no_file_until_another_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER + rows(5))
    imported(path)
    retire(Source.objects.get(slug="shop"))
    more = write(tmp_path / "more.csv", HEADER + rows(9))
    told = imported(more)
    assert told.exit_code == 1
    assert "The source 'shop' is retired: name another with --source." in told.output
    assert Event.objects.count() == 5
    assert "9 rows: 9 added" in imported(more, "--source", "shop-2").output
