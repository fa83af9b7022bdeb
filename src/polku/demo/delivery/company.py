"""Which demo company stands in this Polku: kept in the data folder, so that later runs go on with the same."""

from typing import Final

import msgspec
from django.conf import settings

_FILE: Final = "demo.json"


class Company(msgspec.Struct, kw_only=True):
    """How the company was made, and how far its life was told. Moments are microseconds UTC."""

    seed: int
    without: list[str]  # planted truths switched off
    until: int  # the moment at which it was first loaded: its past lies before
    customers: int  # asked for, the cast among them
    loaded: bool = False  # its past is told
    lived_until: int = 0  # what happens after its past was told up to here, by the company's own calendar


def standing() -> Company | None:
    """The company of this data folder; None where there is none."""
    try:
        return _decode((settings.HOME / _FILE).read_bytes())
    except FileNotFoundError:
        return None


def remember(company: Company) -> None:
    """Keep it; another run sees either what was before or the whole of it."""
    beside = settings.HOME / f"{_FILE}.new"
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(company)))
    beside.replace(settings.HOME / _FILE)


_decode: Final = msgspec.json.Decoder(Company).decode
