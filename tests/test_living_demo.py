"""The demo company lives beside a running server: what happens comes to the pages by itself."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.serving import POLKU, Serving, move_in, served, until

pytestmark = [pytest.mark.server, pytest.mark.slow]


def _read(serving: Serving) -> int:
    """How many interactions the pages know."""
    return int(json.loads(serving.run("status", "--json"))["interactions"])


def test_the_company_goes_on_beside_a_server_until_it_is_stopped(tmp_path: Path) -> None:
    with served(move_in(tmp_path / "home")) as serving:
        serving.run("demo", "--customers", "60")
        loaded = _read(serving)
        environment = {"POLKU_HOME": str(serving.home), "PATH": "/usr/bin:/bin"}
        with subprocess.Popen(
            [*POLKU, "demo", "--live", "--pace", "0.1"], env=environment, stdout=subprocess.PIPE, text=True
        ) as living:
            try:
                until(lambda: _read(serving) >= loaded + 3, "what happens is on the pages", 60)
            finally:
                living.send_signal(signal.SIGINT)
            told = living.communicate(timeout=60)[0]
        assert living.returncode == 0
        assert told.startswith("Tuulahdus lives: something happens every 0.1 seconds.")
        assert serving.run("demo").startswith("Tuulahdus is here already, 60 customers.")
        assert json.loads(serving.run("status", "--json"))["quarantined"] == 0
