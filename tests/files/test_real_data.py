"""Real data as it was published, through the command: skipped where it is absent."""

import os
import subprocess
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from tests.serving import POLKU, move_in

DATA: Final = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real data (../shared/data) is not here"),
]


class House:
    """A data folder of its own and the commands on it."""

    def __init__(self, home: Path) -> None:
        self._environment = {
            **os.environ,
            "POLKU_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "polku.settings",
        }
        self._environment.pop("POLKU_DATABASE_URL", None)

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*POLKU, *arguments], env=self._environment, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = msgspec.json.decode(self.run("status", "--json"))
        return told


def test_olist_comes_in_as_published(tmp_path: Path) -> None:
    house = House(move_in(tmp_path / "home"))
    shown = house.run("import", str(DATA / "olist"), "--mapping", "olist")
    status = house.status()
    assert "25,284 rows: 25,284 added, 0 known already, 0 in quarantine" in shown  # 8,135 + 8,924 + 8,225
    assert "8 rows are in with a fault" in shown
    assert (status["customers"], status["events"], status["quarantined"]) == (8_016, 25_284, 8)
    promises = status["promises"]
    assert (promises["late"], promises["kept"], promises["withdrawn"]) == (
        414,
        4_750,
        623,  # of 625 cancelled, two after their due time: those are broken
    )
    assert sum(promises.values()) == 8_135
    assert "0 added, 25,284 known already" in house.run("import", str(DATA / "olist"), "--mapping", "olist")


def test_the_leads_come_in_with_the_one_won_too_early_in_sight(tmp_path: Path) -> None:
    house = House(move_in(tmp_path / "home"))
    shown = house.run("import", str(DATA / "olist"), "--mapping", "olist-leads")
    status = house.status()
    assert "the deal was won before the first contact" in shown
    assert (status["customers"], status["organisations"], status["events"]) == (8_000, 842, 8_842)
    assert status["interactions"] == 8_000 + 2 * 842
