"""`polku mapping`, as a person types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.surfaces.cli.mapping import command
from polku.touchpoints.mappings.load import reader, shipped_text, text
from polku.touchpoints.mappings.save import save_mapping, versions
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
OURS = shipped_text("tickets").replace("title: Tickets", "title: Our tickets")


def typed(*words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, "utf-8")
    return path


def test_a_mapping_is_exported_checked_applied_and_in_force(file: Path) -> None:
    assert typed("export", "tickets").output == shipped_text("tickets")
    assert "holds: the mapping tickets." in typed("check", str(file)).output
    assert text("tickets") == shipped_text("tickets")  # checking saves nothing
    told = typed("apply", str(file))
    assert (told.exit_code, "In force for new events: tickets, Our tickets" in told.output) == (0, True)
    assert "polku rebuild" in told.output
    assert reader("tickets").title.startswith("Our tickets")
    assert typed("export", "tickets").output == OURS
    assert "Our tickets" in typed("list").output


def test_a_mapping_of_a_new_name_stands_among_the_others(file: Path) -> None:
    file.write_text(OURS.replace("name: tickets", "name: helpdesk", 1), "utf-8")
    assert "In force for new events: helpdesk" in typed("apply", str(file)).output
    assert [line.split()[0] for line in typed("list").output.splitlines()].count("helpdesk") == 1
    assert text("tickets") == shipped_text("tickets")


def test_what_is_in_force_already_makes_no_new_version(file: Path) -> None:
    for _ in range(2):
        assert typed("apply", str(file)).exit_code == 0
    assert len(versions("tickets")) == 1


def test_faults_are_told_with_file_and_line_and_nothing_is_saved(file: Path) -> None:
    line = next(number for number, line in enumerate(OURS.splitlines(), 1) if "kind: answered" in line)
    file.write_text(OURS.replace("kind: answered", "kind: anwsered", 1), "utf-8")
    for word in ("check", "apply"):
        result = typed(word, str(file))
        assert result.exit_code == 1
        assert f"Error: {file}:\nline {line}: there is no kind 'anwsered'; did you mean 'answered'?" in (
            result.output
        )
    assert versions("tickets") == []


def test_the_history_says_when_and_by_whom(file: Path) -> None:
    assert typed("history", "tickets").output == "The mapping tickets is in force as it comes with Polku.\n"
    typed("apply", str(file))
    save_mapping("tickets", OURS + "# longer\n", lead())
    lines = typed("history", "tickets").output.splitlines()
    assert ["Sari Lehto" in lines[0], "by command" in lines[1], len(lines)] == [True, True, 2]


@pytest.mark.parametrize("word", ["export", "show", "history"])
def test_a_name_that_is_not_there_is_answered_with_those_that_are(word: str) -> None:
    result = typed(word, "x")
    assert (result.exit_code, "There is no mapping 'x'. There are:" in result.output) == (1, True)


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    result = typed("apply", str(path))
    assert (result.exit_code, "picture.yaml: line 1 is not UTF-8" in result.output) == (1, True)
