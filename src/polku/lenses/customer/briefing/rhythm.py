"""What is usual for this customer: their own waits, and how often they are in touch. Knows no Django."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from polku.lenses.customer.briefing.facts import Facts
from polku.lib.clock import DAY

FEWEST: Final = 3  # of fewer nothing is usual


def usual_wait(facts: Facts, before: int, channel: str) -> int | None:
    """The median of their first responses in that channel before that moment; None of fewer than three."""
    return _median(
        [
            one.first_response
            for one in facts.met
            if one.first_response is not None
            and one.first_asked_at is not None
            and one.first_asked_at < before
            and one.channel == channel
        ]
    )


def contacts(facts: Facts) -> list[int]:
    """When they were in touch since they use what they bought, newest first; within a day it is one time."""
    moments: list[int] = []
    since = facts.in_use_since
    if since is None:
        return moments
    for one in facts.theirs():
        if one.occurred_at >= since and (not moments or moments[-1] - one.occurred_at >= DAY):
            moments.append(one.occurred_at)
    return moments


def usual_pause(moments: Sequence[int]) -> int | None:
    """The median time between contacts (newest first); None of fewer than three pauses."""
    return _median([later - earlier for later, earlier in pairwise(moments)])


def _median(lengths: Sequence[int]) -> int | None:
    return int(median(lengths)) if len(lengths) >= FEWEST else None
