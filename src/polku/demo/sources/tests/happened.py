"""Happenings made by hand, for tests that need just one."""

from typing import Any

from polku.demo.happening import Happening, Party, What
from polku.demo.sources.known import Known, known_through

AT = 1_773_299_645_000_000  # 12 March 2026, 07:14:05 UTC
DUE = AT + 7 * 86_400_000_000
AINO = Party(
    number=4, name="Aino Virtanen", email="aino@posti.example", phone="+358 79 1234567", city="Porvoo", language="fi",
    cookies=("laptop", "phone"),
)  # fmt: skip


def happened(what: What, **facts: Any) -> Happening:
    """One happening of Aino's, on the thread X4."""
    return Happening(**{"at": AT, "what": what, "who": AINO, "number": 0, "thread": "X4", **facts})


def as_last(*life: Happening) -> tuple[Happening, Known]:
    """The last happening of a life, and what its source knows by then."""
    return life[-1], known_through(life)[-1]
