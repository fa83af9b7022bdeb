"""Whole briefings, read by a person once and compared since.

`POLKU_WRITE_GOLDEN=1` writes the files anew; then read every changed line aloud before committing it.
"""

import os
from pathlib import Path

import pytest

from tests.briefing.drawn import drawn
from tests.briefing.scenes import Scene, scenes

pytestmark = pytest.mark.django_db(databases="__all__")
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_the_briefing_reads_as_it_was_approved(scene: Scene) -> None:
    said = drawn(scene.prepare(), scene.now)
    golden = GOLDEN / f"{scene.name}.txt"
    if os.environ.get("POLKU_WRITE_GOLDEN"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_every_golden_file_has_its_scene() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {scene.name for scene in scenes()}
