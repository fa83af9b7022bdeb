"""An import that is killed goes on where it was, and the log has every row once."""

import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Final

import pytest

from polku.intake.files.tests.writing import write
from tests.serving import POLKU, until

ROWS: Final = 40_000
pytestmark = [pytest.mark.server, pytest.mark.slow]


def events(home: Path) -> int:
    """How many events the log holds; 0 while there is none."""
    if not (home / "log.sqlite3").exists():
        return 0
    with sqlite3.connect(f"file:{home}/log.sqlite3?mode=ro", uri=True) as log:
        try:
            return int(log.execute("SELECT COUNT(*) FROM timeline_event").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
        finally:
            log.commit()


def test_an_import_killed_in_the_middle_goes_on_and_loses_and_doubles_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    body = "".join(f"{number},2026-01-01T00:00:00Z,person-{number % 9_000},hello\n" for number in range(ROWS))
    path = write(tmp_path / "tickets.csv", "message_id,created_at,customer_id,body\n" + body)
    environment = {**os.environ, "POLKU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "polku.settings"}
    environment.pop("POLKU_DATABASE_URL", None)
    command = [*POLKU, "import", str(path), "--mapping", "tickets"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    until(lambda: events(home) > 2_000, "the import is on its way", 120)
    process.kill()
    process.wait()
    left = events(home)
    assert 2_000 < left < ROWS
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert f"{ROWS:,} rows: {ROWS - left:,} added, {left:,} known already, 0 in quarantine" in done.stdout
    assert events(home) == ROWS
