"""The look for duplicates as something to ask for: one at a time, whoever asks, and followed while it goes on.

Comparing takes a process of its own (surfaces/cli/comparing.py), so nothing here needs Splink.
"""

from typing import Final

from django.db.models import Q

from polku.identity.models import Comparison
from polku.lib.clock import SECOND, now

_ONLY: Final = 1
SILENT: Final = 30 * SECOND  # without a sign of life for so long, a runner has died and another begins anew
STEPS: Final = ("read", "learn strangers", "learn one person", "compare", "ask")


def comparison() -> Comparison:
    """The one row, as it is now."""
    return Comparison.objects.filter(pk=_ONLY).first() or Comparison(pk=_ONLY)


def ask() -> bool:
    """Leave word that people be compared; False where that was asked already, or goes on."""
    Comparison.objects.get_or_create(pk=_ONLY)
    waiting = Comparison.objects.filter(pk=_ONLY, state__in=["idle", "failed"])
    return bool(waiting.update(state="asked", step="", told_at=now()))


def take() -> bool:
    """Take on what was asked for, or what a runner left that died; True for one taker only."""
    left = Q(state="asked") | Q(state="under way", told_at__lt=now() - SILENT)
    found = Comparison.objects.filter(left, pk=_ONLY)
    return bool(found.update(state="under way", step="", told_at=now()))


def give_back() -> None:
    """The taker ends before the work does: somebody else may begin it anew."""
    Comparison.objects.filter(pk=_ONLY, state="under way").update(state="asked", step="", told_at=now())


def live() -> None:
    """The taker's sign of life."""
    Comparison.objects.filter(pk=_ONLY, state="under way").update(told_at=now())


def show_step(step: str) -> None:
    """Tell which step begins; nobody follows a run that was not asked for."""
    Comparison.objects.filter(pk=_ONLY, state="under way").update(step=step)


def end(people: int, new: int) -> None:
    """It is done."""
    told = {"people": people, "new": new, "ended_at": now(), "state": "idle", "step": ""}
    Comparison.objects.filter(pk=_ONLY).update(**told)


def fail() -> None:
    """It broke off; it can be asked for again."""
    Comparison.objects.filter(pk=_ONLY).update(state="failed", step="", ended_at=now())
