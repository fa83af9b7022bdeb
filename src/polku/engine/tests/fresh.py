"""The fixture of tests that ask the engine: it begins with none, and leaves none behind."""

import shutil
from collections.abc import Iterator

import pytest

from polku.engine import engine
from polku.engine.owner import folder


@pytest.fixture
def fresh_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No copy before the test, and none after it; who of an earlier test still asks, asks that test's."""
    monkeypatch.setattr(engine, "_shared", engine.Shared())
    shutil.rmtree(folder(), ignore_errors=True)
    yield
    shutil.rmtree(folder(), ignore_errors=True)
