"""Houses with real servers, as the fault tests have them."""

from tests.faults.conftest import cluster, house

__all__ = ["cluster", "house"]
