"""`polku mapping guess`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.lib.clock import to_text
from polku.surfaces.cli.main import main
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.tests import tables
from polku.touchpoints.mappings.load import text
from polku.touchpoints.mappings.reader import Told

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "tilaukset 2026.csv"
    path.write_text(tables.FINNISH_SHOP.text.strip() + "\n", "utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["mapping", *map(str, arguments)])


def test_the_guess_is_shown_with_its_reasons_and_passes_the_check(orders: Path, tmp_path: Path) -> None:
    told = run("guess", orders)
    assert told.exit_code == 0, told.output
    assert "#  Sähköposti: email; customer's email; 4 of 4 values look like email addresses" in told.stdout
    assert compile_mapping(told.stdout).name == "tilaukset-2026"
    written = tmp_path / "written.yaml"
    written.write_text(told.stdout, "utf-8")
    assert run("check", written).exit_code == 0


def test_it_is_saved_under_a_name_and_read_with_at_once(orders: Path) -> None:
    assert "Saved as the mapping web-shop" in run("guess", orders, "--to", "web-shop").stdout
    assert text("web-shop").startswith("name: web-shop\n")
    dry = CliRunner().invoke(main, ["import", str(orders), "--mapping", "web-shop", "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "Nothing was written" in dry.output


LOG = "Tapaus;Vaihe;Aika\n0;Päätös;31.1.2025 klo 22.10.00\n0;Maksu;1.2.2025 klo 22.10.00\n"


def test_an_event_log_with_heads_of_its_own_is_read_by_naming_its_three_columns(tmp_path: Path) -> None:
    path = tmp_path / "loki.csv"
    path.write_text(LOG, "cp1252")
    assert "Is it an event log? Name its columns: --case, --activity, --time." in run("guess", path).stderr
    named = ("--case", "Tapaus", "--activity", "Vaihe", "--time", "Aika")
    assert "Saved as the mapping loki" in run("guess", path, *named, "--to", "loki").stdout
    body = {"table": "loki", "row": {"Tapaus": "0", "Vaihe": "Päätös", "Aika": "31.1.2025 klo 22.10.00"}}
    reader = compile_mapping(text("loki"))
    moment = reader.moment(body, "Europe/Helsinki")
    assert to_text(moment or 0) == "2025-01-31T20:10:00Z"
    reading = reader.read(Told("row", body, b"", moment or 0, 0, "Europe/Helsinki"))
    assert [(one.namespace, one.value) for one in reading.references] == [("case@loki", "0")]
    assert [(one.touchpoint, one.thread) for one in reading.interactions] == [("paatos", "0")]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (["--case", "Tapaus"], "give --case, --activity and --time"),
        (["--case", "Tapaus", "--activity", "Vaehe", "--time", "Aika"], "no column 'Vaehe'; did you mean 'Vaihe'?"),
    ],
)  # fmt: skip
def test_an_event_log_of_which_a_column_is_not_there_is_answered_in_words(
    tmp_path: Path, named: list[str], words: str
) -> None:
    (tmp_path / "loki.csv").write_text(LOG, "utf-8")
    told = run("guess", tmp_path / "loki.csv", *named)
    assert (told.exit_code, words in told.stderr) == (1, True), told.output


def test_what_is_not_sure_is_told_apart_from_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("When,Score,recipient\n03/04/2026,3,aino@posti.example\n", "utf-8")
    told = run("guess", path)
    assert "Not sure: recipient; customer's email" in told.stderr
    assert "read with the day first" in told.stderr
    assert "taken from few values" in told.stderr
    assert compile_mapping(told.stdout)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", "", "has no header"),
        ("t.pdf", "x", "an ending that tells no format"),
        ("t.xes", "<log/>", "XES is read with the mapping xes"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    told = run("guess", path)
    assert told.exit_code == 1
    assert words in told.output


def test_a_name_that_no_mapping_can_have_is_refused_with_one_that_it_can(orders: Path) -> None:
    told = run("guess", orders, "--to", "My Shop")
    assert told.exit_code == 1
    assert "my-shop" in told.output
