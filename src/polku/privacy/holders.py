"""Who holds what about customers: the register that export and forgetting walk.

Every room that keeps something about a customer registers a Holder when Django starts: rooms to the left
of this one in their own `apps.py`, those to the right of it (which may not know it) in `privacy.apps`.
A test walks all models and demands that each is held or declared impersonal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from polku.privacy.subject import Subject


def _nothing_to_take_out(subject: Subject) -> int:
    return 0


@dataclass(frozen=True)
class Holder:
    """One kind of held thing: how to hand it over, erase it, and take a subject's values out of others' rows.

    `erase` and `take_out` return how many rows they changed; they run inside forgetting's transactions.
    """

    name: str  # as exports and counts call it
    models: Sequence[str]  # labels of the models it answers for, "timeline.event"
    export: Callable[[Subject], list[dict[str, Any]]]
    erase: Callable[[Subject], int]
    take_out: Callable[[Subject], int] = _nothing_to_take_out
    in_log: bool = False  # lives in the log's database, which is erased first


_holders: dict[str, Holder] = {}
_impersonal: dict[str, str] = {}


def hold(*holders: Holder) -> None:
    """Register holders; one of the same name takes the place of an earlier one."""
    _holders.update({holder.name: holder for holder in holders})


def declare_impersonal(models: Mapping[str, str]) -> None:
    """Declare that these models (by label) hold nothing about a customer, each with the reason."""
    _impersonal.update(models)


def holders() -> list[Holder]:
    """All holders: those in the log's database first, identity (by which the others are found) last."""
    return sorted(_holders.values(), key=lambda holder: (not holder.in_log, holder.name == "identity"))


def impersonal() -> Mapping[str, str]:
    """The models declared to hold nothing about a customer, and why."""
    return dict(_impersonal)
