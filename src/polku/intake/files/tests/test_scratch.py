import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from polku.intake.files.scratch import scratch_folder, sweep_scratch
from polku.privacy.remains import clear_remains

HOLDS_A_FOLDER = """
import sys
from django.conf import settings
settings.configure(HOME=sys.argv[1])
from polku.intake.files.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "rows").write_text("Veikko Unohdettava")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(HOME=tmp_path):
        yield tmp_path


def somebody_importing(home: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another process in the middle of its import, and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS_A_FOLDER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_the_folder_is_ones_own_and_gone_at_the_end() -> None:
    with scratch_folder() as one, scratch_folder() as other:
        assert one != other
        assert all(folder.is_dir() for folder in (one, other))
    assert not any(folder.exists() for folder in (one, other))


def test_it_is_gone_after_a_failure_too() -> None:
    with pytest.raises(ZeroDivisionError), scratch_folder() as folder:
        raise ZeroDivisionError
    assert not folder.exists()


def test_it_lies_in_the_data_folder_and_others_on_the_machine_can_not_look_in(home: Path) -> None:
    with scratch_folder() as folder:
        assert home in folder.parents
        assert folder.stat().st_mode & 0o077 == 0


def test_what_a_running_import_holds_is_left_alone(home: Path) -> None:
    process, folder = somebody_importing(home)
    assert sweep_scratch() == 0
    assert (folder / "rows").exists()
    process.communicate("")
    assert not folder.exists()


def test_what_a_killed_import_left_goes_with_the_next_sweep(home: Path) -> None:
    process, folder = somebody_importing(home)
    process.kill()
    process.communicate()
    assert (folder / "rows").read_text() == "Veikko Unohdettava"
    assert sweep_scratch() == 1
    assert not folder.exists()


def test_the_next_import_sweeps_first(home: Path) -> None:
    process, folder = somebody_importing(home)
    process.kill()
    process.communicate()
    with scratch_folder():
        assert not folder.exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_forgetting_clears_it_too(home: Path) -> None:
    process, folder = somebody_importing(home)
    process.kill()
    process.communicate()
    clear_remains()
    assert not folder.exists()
