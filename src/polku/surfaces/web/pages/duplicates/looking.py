"""How far the look for duplicates is, as the page shows it."""

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.identity.models import Comparison
from polku.identity.suggest.asking import STEPS, comparison
from polku.surfaces.words.comparing import STEPS as WORDS


class Look(msgspec.Struct, frozen=True):
    """`title` says what goes on; `number` of `steps`, 0 before the first. `last` is the row itself."""

    under_way: bool
    title: str | Promise
    number: int
    steps: int
    last: Comparison


def look() -> Look:
    """As it is now."""
    last = comparison()
    number = STEPS.index(last.step) + 1 if last.step in STEPS else 0
    title = WORDS[last.step] if number else _("The worker will begin in a moment.")
    return Look(last.state in ("asked", "under way"), title, number, len(STEPS), last)
