"""`polku journey`, as a person types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.surfaces.cli.journey import command
from polku.touchpoints.journeys.load import names, template
from polku.touchpoints.journeys.save import save_journey
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def typed(*words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The shop's template, on disk."""
    path = tmp_path / "ours.yaml"
    path.write_text(template("e-commerce"), "utf-8")
    return path


def test_before_anything_is_declared_the_list_says_how_to_begin() -> None:
    told = typed("list").output
    assert "polku journey export NAME > ours.yaml" in told
    assert "Templates: b2b-sales-to-service, e-commerce, municipal-permit, subscription" in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name: a\ntitle: Päätös\n".encode("latin-1"), "line 2 is not UTF-8. Save the file as UTF-8."),
        ("name: a\n".encode("utf-16"), "line 1 is not UTF-8"),
        (b"", "line 1: a journey is a list of `key: value` lines"),
        (b"name: a\nstages: " + b"[" * 90_000, "line 2: this is not YAML: the text is nested too deeply"),
        (b"# " + b"x" * 1_000_000, "at most 200,000 characters"),
        (b"name: a\n\ttitle: b\n", "line 2: this is not YAML"),
    ],
)
def test_a_file_that_is_no_journey_is_answered_with_its_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "ours.yaml").write_bytes(content)
    for word in ("check", "apply"):
        result = typed(word, str(tmp_path / "ours.yaml"))
        assert (result.exit_code, told in result.output) == (1, True), result.output


def test_a_template_is_exported_checked_applied_and_listed(file: Path) -> None:
    assert typed("export", "e-commerce").output == file.read_text("utf-8")
    assert "holds: the journey e-commerce." in typed("check", str(file)).output
    assert names() == []  # checking saves nothing
    assert "In force: e-commerce" in typed("apply", str(file)).output
    assert names() == ["e-commerce"]
    # 4 stages; 2 + 3 + 2 + 4 touchpoints
    assert (
        "An order in the web shop: 4 stages, 11 touchpoints. One walk is one order." in typed("list").output
    )


def test_a_journey_without_an_end_holds_and_is_told_what_that_means(file: Path) -> None:
    assert "Hint" not in typed("check", str(file)).output
    lines = file.read_text("utf-8").splitlines(keepends=True)
    begin = next(number for number, line in enumerate(lines) if line.startswith("  ends:"))
    stop = next(number for number, line in enumerate(lines) if line.startswith("stages:"))
    file.write_text("".join(lines[:begin] + lines[stop:]), "utf-8")
    result = typed("check", str(file))
    assert result.exit_code == 0
    assert "Hint: it names no end" in result.output


def test_it_is_shown_with_its_owners_and_next_steps(file: Path) -> None:
    typed("apply", str(file))
    shown = typed("show", "e-commerce").output
    line = next(line for line in shown.splitlines() if line.startswith("  checkout "))
    assert line.split() == ["checkout", "web", "Web", "shop", "order-confirmation"]


def test_what_is_exported_is_what_is_in_force(file: Path) -> None:
    file.write_text(template("e-commerce").replace("owner: Carrier", "owner: Posti"), "utf-8")
    typed("apply", str(file))
    assert "owner: Posti" in typed("export", "e-commerce").output


def test_faults_are_told_with_file_and_line_and_nothing_is_saved(file: Path) -> None:
    file.write_text(template("e-commerce").replace("expects: [cart]", "expects: [crat]"), "utf-8")
    for words in ("check", "apply"):
        result = typed(words, str(file))
        assert result.exit_code == 1
        assert str(file) in result.output
        assert "which is no touchpoint of this journey; did you mean 'cart'?" in result.output
    assert names() == []


def test_the_history_says_when_and_by_whom(file: Path) -> None:
    typed("apply", str(file))
    save_journey(template("e-commerce").replace("owner: Carrier", "owner: Posti"), lead())
    typed("retire", "e-commerce")
    lines = typed("history", "e-commerce").output.splitlines()
    assert ["retired" in line for line in lines] == [True, False, False]
    assert ("Sari Lehto" in lines[1], "by command" in lines[2]) == (True, True)


@pytest.mark.parametrize("words", [("show", "x"), ("export", "x"), ("history", "x"), ("retire", "x")])
def test_a_name_that_is_not_there_is_said_without_a_traceback(words: tuple[str, str]) -> None:
    result = typed(*words)
    assert (result.exit_code, "Error: The" in result.output) == (1, True)


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    result = typed("apply", str(path))
    assert (result.exit_code, "picture.yaml" in result.output) == (1, True)
    assert result.exception is None or isinstance(result.exception, SystemExit)
