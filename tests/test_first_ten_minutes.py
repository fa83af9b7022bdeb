"""The tutorial's own commands, run as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import code
from tests.serving import Serving, served, until

pytestmark = [pytest.mark.server, pytest.mark.slow]
TUTORIAL = code.ROOT / "docs" / "learn" / "first-ten-minutes.md"


def _blocks() -> list[str]:
    """The commands after the first two blocks, which start the house and name it."""
    return re.findall(r"```\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)[2:]


def _run(block: str, serving: Serving, folder: Path, key: str) -> str:
    commands = block.replace("YOUR_KEY", key).replace("http://127.0.0.1:8000", serving.url)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("POLKU_", "DJANGO_"))
    }
    environment = outside | {"POLKU_HOME": str(serving.home), "PATH": path}
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_first_ten_minutes_run_as_written(tmp_path: Path) -> None:
    with served(tmp_path / "home") as serving:
        serving.run("demo", "--customers", "7")
        person, source, order, broken, file, rebuild = _blocks()
        assert "Kerttu Niemi" in _run(person, serving, tmp_path, "")
        key = re.findall(r"^  (\S{43})$", _run(source, serving, tmp_path, ""), re.MULTILINE)[0]
        _run(order, serving, tmp_path, key)
        until(lambda: "2 orders" in serving.run("customer", "1001"), "the order is on Aino's page")
        _run(broken, serving, tmp_path, key)
        assert "timestamp: it must be an ISO 8601 time" in serving.run("quarantine", "list")
        told = _run(file, serving, tmp_path, key)
        assert "Nothing was written" in told
        until(lambda: "Hello" in _run(person, serving, tmp_path, ""), "the ticket is on Kerttu's page")
        _run(rebuild, serving, tmp_path, key)
        until(lambda: "Hello" in _run(person, serving, tmp_path, ""), "the path stands again")
