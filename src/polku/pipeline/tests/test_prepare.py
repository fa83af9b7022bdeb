"""`prepare` makes a data folder out of nothing, and does next to nothing when there is one."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

PREPARE = "import django; django.setup(); from polku.pipeline.prepare import prepare; prepare()"


def run_prepare(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("POLKU_")}
    environment |= {"POLKU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "polku.settings"} | more
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    return subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_folder_gets_both_databases_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there" / "yet"
    first = run_prepare(home)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert run_prepare(home).returncode == 0
    with sqlite3.connect(home / "log.sqlite3") as log:
        tables = {name for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"timeline_event", "intake_quarantined"} <= tables
    assert "timeline_interaction" not in tables


def test_two_processes_that_start_at_once_both_find_it_ready(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("POLKU_")}
    environment |= {"POLKU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "polku.settings"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    both = [
        subprocess.Popen([sys.executable, "-c", PREPARE], env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [process.communicate()[1] for process in both] == [b"", b""]


def test_a_database_that_cannot_be_reached_is_told_in_words(tmp_path: Path) -> None:
    done = run_prepare(tmp_path, POLKU_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert "PostgreSQL at POLKU_DATABASE_URL can't be used" in done.stderr
