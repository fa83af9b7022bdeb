"""The fixture of tests that ask the engine: it begins with none, and leaves none behind."""

import shutil
from collections.abc import Iterator

import pytest

from polku.engine.owner import folder


@pytest.fixture
def fresh_engine() -> Iterator[None]:
    """No copy before the test, and none after it."""
    shutil.rmtree(folder(), ignore_errors=True)
    yield
    shutil.rmtree(folder(), ignore_errors=True)
