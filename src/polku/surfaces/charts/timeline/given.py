"""What a timeline is drawn from. Moments are microseconds UTC; words come as they shall stand."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

import msgspec


class Act(msgspec.Struct, frozen=True, gc=False):
    """One thing one side did, in a lane, as part of a strand (an encounter). Lanes and strands are numbers."""

    moment: int
    lane: int
    strand: int
    ours: bool
    complaint: bool = False


class Wait(msgspec.Struct, frozen=True, gc=False):
    """From when to when one side waited; `for_us`: the customer waited for us."""

    lane: int
    first: int
    last: int
    for_us: bool


class Handover(msgspec.Struct, frozen=True):
    """Passed on at `moment` in one lane, taken up at `until` in another or the same; labels, the longest first."""

    moment: int
    until: int
    lane: int
    to_lane: int
    labels: Sequence[str] = ()


class Promised(msgspec.Struct, frozen=True):
    """A promise: made, due by its first word and as last agreed, and how it stands (a State's name)."""

    made: int
    due: int
    due_now: int
    done: int | None
    withdrawn: int | None
    state: str
    labels: Sequence[str] = ()


class Rated(msgspec.Struct, frozen=True):
    """A rating, and where on its own scale it lies: below, within, above or unscaled."""

    moment: int
    third: str


class Entered(msgspec.Struct, frozen=True):
    """The path comes to a stage; `number` is its place in the journey."""

    moment: int
    title: str
    number: int


class Words(msgspec.Struct, frozen=True):
    """The words of the picture's own, in the reader's language."""

    today: str
    stages: str
    promises: str
    felt: str
    silence: str
    lengths: Callable[[int], Sequence[str]]  # of a silence in microseconds, the longest wording first
    date: Callable[[datetime, str], str]  # a local day, how: "day" (24 Nov), "month" (Nov), "year", "full"
    zone: tzinfo


class Told(msgspec.Struct, frozen=True):
    """One path, each list in the order of time."""

    now: int
    lanes: Sequence[str]
    acts: Sequence[Act]
    titles: Sequence[str] = ()  # of the strands; "" for none
    waits: Sequence[Wait] = ()
    handovers: Sequence[Handover] = ()
    promises: Sequence[Promised] = ()
    ratings: Sequence[Rated] = ()
    stages: Sequence[Entered] = ()
