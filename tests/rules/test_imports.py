import subprocess
import sys
from pathlib import Path

from tests.rules import code


def test_the_rooms_import_one_way_and_folds_know_no_django() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [program, "--no-cache"], cwd=code.ROOT, capture_output=True, text=True, env={"PYTHONPATH": "src"}
    )
    assert told.returncode == 0, told.stdout
