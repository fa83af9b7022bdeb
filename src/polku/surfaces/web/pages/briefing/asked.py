"""Which events an address asks for."""

from typing import Final

from django.http import HttpRequest

MOST: Final = 20
LARGEST_ID: Final = 2**63 - 1


def asked_events(request: HttpRequest) -> list[int]:
    """The ids of the events asked for, in order and once each; what is no id is as if it were not there."""
    told = [
        int(text)
        for text in request.GET.getlist("event")
        if text.isascii() and text.isdigit() and len(text) < 20
    ]
    return sorted({number for number in told if 0 < number <= LARGEST_ID})[:MOST]
