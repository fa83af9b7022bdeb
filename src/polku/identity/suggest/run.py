"""Look for duplicates among all customers, and ask about what is found."""

from collections.abc import Callable

import msgspec

from polku.identity.suggest.compare import Compared, compare
from polku.identity.suggest.people import people
from polku.identity.suggest.questions import Asked, ask_about


class Found(msgspec.Struct, frozen=True):
    """What a run compared and what it asked."""

    compared: Compared
    asked: Asked


def suggest(show: Callable[[str], None] = lambda step: None) -> Found:
    """Compare all people and write the questions; `show` is told each step as it begins."""
    compared = compare(people(), show)
    show("ask")
    return Found(compared, ask_about(compared.likely))
