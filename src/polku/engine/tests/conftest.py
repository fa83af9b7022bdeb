from collections.abc import Iterator
from pathlib import Path

import pytest

from polku.engine.file import EngineFile
from polku.engine.tests.copied import engine_file


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EngineFile]:
    """An empty engine."""
    with engine_file(tmp_path) as opened:
        yield opened
