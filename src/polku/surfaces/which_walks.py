"""The words that say which walks are asked about: the same at the command line and at the API."""

from typing import Any, NamedTuple

from django.conf import settings

from polku.lenses.asked import Asked, asked


class WhichWalks(NamedTuple):
    """Of a journey, in a period, of a segment; days are the company's, "" leaves a word out."""

    journey: str
    since: str
    until: str
    segment: str

    def asked(self, touchpoint: str = "", **more: Any) -> Asked:
        """The question in these words. WrongQuestion says which word is wrong."""
        return asked(*self, settings.CHOSEN["time_zone"], touchpoint, **more)

    def __str__(self) -> str:
        """As it is noted who asked what: `journey=sales from=2026-03-01`."""
        told = zip(("journey", "from", "to", "segment"), self, strict=True)
        return " ".join(f"{name}={word}" for name, word in told if word)
