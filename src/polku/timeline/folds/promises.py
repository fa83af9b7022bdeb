"""Fold a customer's interactions into promises: made, re-dated, kept, withdrawn, and whether it was told.

Decomposes by reference (`about`, else `thread`) and pledge (the kind of ours that keeps it, `delivered`
unless said otherwise). A `promised` without a due time can't be scored and makes none. The order in which
interactions arrive makes no difference.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from polku.timeline.folds.telling import Told, told
from polku.timeline.folds.waits import RESPONSES
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

WITHDRAWS: Final = frozenset({Kind.LEFT, Kind.DECLINED, Kind.RETURNED})


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One promise's facts. Moments are microseconds UTC."""

    reference: str
    pledge: str
    made_at: int
    made_by: str
    touchpoint: str
    subject: str
    original_due_at: int
    due_at: int  # as last agreed
    redated: int  # how often it got another date
    redated_at: int | None  # the first time
    told_at: int | None  # when we told of the change or delay
    asked_at: int | None  # when the customer first asked after it
    told_before_due: bool | None  # None: as far as told, nothing changed
    told_before_asked: bool | None
    done_at: int | None
    withdrawn_at: int | None


class State(StrEnum):
    """How a promise stands at a moment, against its original date."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class _Draft(msgspec.Struct):
    made: Interaction
    original_due_at: int
    due_at: int
    redated: int = 0
    redated_at: int | None = None
    done_at: int | None = None
    withdrawn_at: int | None = None

    @property
    def ended_at(self) -> int | None:
        return self.done_at if self.done_at is not None else self.withdrawn_at

    def redate(self, due_at: int, moment: int) -> None:
        if due_at != self.due_at:
            self.due_at = due_at
            self.redated += 1
            if self.redated_at is None:
                self.redated_at = moment


def reference(interaction: Interaction) -> str:
    """What promises are matched by."""
    return interaction.about or interaction.thread


def fold_promises(interactions: Iterable[Interaction]) -> list[Promise]:
    """The promises in one customer's interactions, in any order of arrival; ordered by when they were made."""
    groups: dict[str, list[Interaction]] = {}
    for interaction in interactions:
        groups.setdefault(reference(interaction), []).append(interaction)
    promises: list[Promise] = []
    for group in groups.values():
        pledges = {_pledge(one) for one in group if one.kind is Kind.PROMISED}
        if pledges:
            # At one moment a promise comes before what keeps it, however the source ordered them.
            ordered = sorted(group, key=_promise_first)
            promises += [one for pledge in pledges for one in _of_pledge(ordered, pledge)]
    return sorted(promises, key=lambda one: (one.made_at, one.reference, one.pledge))


def state(promise: Promise, now: int) -> State:
    """How it stands at `now`. Withdrawn after its date had passed undone, it is broken all the same."""
    due = promise.original_due_at
    if promise.done_at is not None:
        return State.KEPT if promise.done_at <= due else State.LATE
    if promise.withdrawn_at is not None and promise.withdrawn_at <= due:
        return State.WITHDRAWN
    if promise.withdrawn_at is not None or now > due:
        return State.BROKEN
    return State.OPEN


def _promise_first(one: Interaction) -> tuple[int, bool, int, bytes, int]:
    return (one.occurred_at, one.kind is not Kind.PROMISED, one.sequence, one.key, one.ordinal)


def _pledge(one: Interaction) -> str:
    return one.pledge or Kind.DELIVERED


def _of_pledge(ordered: Sequence[Interaction], pledge: str) -> list[Promise]:
    drafts: list[_Draft] = []
    for one in ordered:
        draft = drafts[-1] if drafts and drafts[-1].ended_at is None else None
        if one.kind is Kind.PROMISED:
            if _pledge(one) == pledge and one.due_at is not None:
                if draft:
                    draft.redate(one.due_at, one.occurred_at)
                else:
                    drafts.append(_Draft(one, one.due_at, one.due_at))
        elif draft:
            _goes_on(draft, one, pledge)
    return [_promise(draft, pledge, told(ordered, *_span(draft))) for draft in drafts]


def _goes_on(draft: _Draft, one: Interaction, pledge: str) -> None:
    if one.side is Side.CUSTOMER:
        if one.kind in WITHDRAWS:
            draft.withdrawn_at = one.occurred_at
    elif one.kind == pledge and not (one.automatic and one.kind in RESPONSES):
        draft.done_at = one.occurred_at
    elif one.kind is Kind.INFORMED and one.due_at is not None and _pledge(one) == pledge:
        draft.redate(one.due_at, one.occurred_at)


def _span(draft: _Draft) -> tuple[int, int | None, int | None]:
    return (draft.original_due_at, draft.redated_at, draft.ended_at)


def _promise(draft: _Draft, pledge: str, telling: Told) -> Promise:
    made = draft.made
    return Promise(
        reference=reference(made),
        pledge=pledge,
        made_at=made.occurred_at,
        made_by=made.actor,
        touchpoint=made.touchpoint,
        subject=made.subject,
        original_due_at=draft.original_due_at,
        due_at=draft.due_at,
        redated=draft.redated,
        redated_at=draft.redated_at,
        told_at=telling.told_at,
        asked_at=telling.asked_at,
        told_before_due=telling.before_due,
        told_before_asked=telling.before_asked,
        done_at=draft.done_at,
        withdrawn_at=draft.withdrawn_at,
    )
