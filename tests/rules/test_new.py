"""`make new` begins things that pass the checks as they are, so the recipe can't drift from the house."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.new.__main__ import KINDS, CannotPlant, plant
from tests.rules import code


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which one of each kind was begun."""
    copy = tmp_path_factory.mktemp("house")
    for path in code.tracked():
        place = copy / path.relative_to(code.ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    for kind in KINDS:
        plant(kind, f"new-{kind}", copy)
    return copy


def run(house: Path, *command: str) -> str:
    """What a command says in that copy; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=house, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_begun_passes_its_own_tests(house: Path, kind: str) -> None:
    (test,) = [place for place in KINDS[kind].places.values() if "/test_" in place]
    assert "passed" in run(
        house, "pytest", "-q", "-p", "no:cacheprovider", test.replace("NAME", f"new_{kind}")
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_begun_keeps_to_the_style(house: Path, kind: str) -> None:
    places = [*KINDS[kind].places.values(), *(table for table, _, _ in KINDS[kind].lines)]
    touched = [place.replace("NAME", f"new_{kind}") for place in places if place.endswith(".py")]
    assert "passed" in run(house, "ruff", "check", "--no-cache", *touched)
    assert "formatted" in run(house, "ruff", "format", "--no-cache", "--check", *touched)


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("door", "parcels", "KIND is one of page, measure, mapping"),
        ("page", "", "NAME is small letters"),
        ("page", "../up", "NAME is small letters"),
        ("page", "status", "status/urls.py is there already"),
    ],
)
def test_what_can_not_be_begun_is_said(kind: str, name: str, says: str) -> None:
    with pytest.raises(CannotPlant, match=says):
        plant(kind, name)
