"""Whether the customer was told of a promise's change or delay: before it was due, and before asking."""

from collections.abc import Sequence

import msgspec

from polku.timeline.folds.waits import QUESTIONS
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side


class Told(msgspec.Struct, frozen=True):
    """When we told and when they asked, and which came first. None where nothing has changed."""

    told_at: int | None
    asked_at: int | None
    before_due: bool | None
    before_asked: bool | None


def told(
    interactions: Sequence[Interaction], due_at: int, redated_at: int | None, ended_at: int | None
) -> Told:
    """What was told and asked about one promise, from the interactions with its reference, in order.

    The change is its first re-dating, or its original `due_at` passing undone, whichever came first.
    Telling counts from the change until the promise ends; asking counts after the change.
    """
    changed_at = due_at if redated_at is None else min(redated_at, due_at)
    if ended_at is not None and ended_at <= changed_at and redated_at is None:
        return Told(None, None, None, None)
    within = [
        one
        for one in interactions
        if changed_at <= one.occurred_at and (ended_at is None or one.occurred_at <= ended_at)
    ]
    told_at = next((one.occurred_at for one in within if _tells(one)), None)
    asked_at = next((one.occurred_at for one in within if _asks(one) and one.occurred_at > changed_at), None)
    if redated_at is None and told_at is asked_at is ended_at is None:
        return Told(None, None, None, None)  # whether it is overdue, only the clock knows
    before_due = told_at is not None and told_at < due_at
    before_asked = told_at is not None and (asked_at is None or told_at < asked_at)
    return Told(told_at, asked_at, before_due, before_asked)


def _tells(one: Interaction) -> bool:
    if one.side is not Side.US:
        return False
    if one.kind is Kind.PROMISED:
        return one.attributes is not None and one.attributes.get("told") is True
    return one.kind is Kind.INFORMED


def _asks(one: Interaction) -> bool:
    return one.side is Side.CUSTOMER and one.kind in QUESTIONS
