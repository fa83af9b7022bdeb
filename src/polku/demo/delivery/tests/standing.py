"""Companies for tests: the cast alone, in a data folder of its own."""

from polku.demo.delivery.company import Company

UNTIL = 1_795_000_000_000_000  # Wednesday 18 November 2026, 16:26:40 UTC


def company(customers: int = 7) -> Company:
    return Company(customers=customers, seed=1, without=[], until=UNTIL)


def unheard(done: int) -> None:
    """A progress bar that nobody looks at."""
