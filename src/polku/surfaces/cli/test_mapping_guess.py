"""`polku mapping guess`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.surfaces.cli.main import main
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.tests import tables
from polku.touchpoints.mappings.load import text

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
