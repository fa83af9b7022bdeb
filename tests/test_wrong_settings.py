"""A wrong setting is refused in one line: what, where, and how to mend it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.serving import POLKU

pytestmark = pytest.mark.server


def said(home: Path | str, **variables: str) -> str:
    """What `polku status` says and how it ends, with these settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLKU_")}
    environment |= {"POLKU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "polku.settings", **variables}
    done = subprocess.run(
        [*POLKU, "status"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_a_wrong_value_names_the_variable_and_an_example(tmp_path: Path) -> None:
    words = said(tmp_path, POLKU_MESSAGE_LIMIT="much")
    assert "POLKU_MESSAGE_LIMIT is 'much'" in words
    assert "a whole number" in words
    assert words.count("\n") == 0


def test_a_wrong_line_of_the_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "polku.toml").write_text('langage = "fi"\n')
    words = said(tmp_path)
    assert f"{tmp_path}/polku.toml has a setting 'langage'" in words


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = said(tmp_path / "file" / "home")
    assert "can't be used: Not a directory" in words
    assert "POLKU_HOME" in words
