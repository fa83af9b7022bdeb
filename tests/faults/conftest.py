from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.house import House
from tests.postgres import Cluster, private_cluster


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that syncs to disk, as in production."""
    with private_cluster(durable=True) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """A house on each database."""
    url = request.getfixturevalue("cluster").url if request.param == "postgresql" else ""
    return House(tmp_path / "home", url)
