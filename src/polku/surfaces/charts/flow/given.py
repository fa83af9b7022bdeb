"""What a flow is drawn from. Words come as they shall stand, in the reader's language; `said` is the whole sentence."""

import msgspec

START, END = "start", "end"
MANNERS = ("said", "silent", "dropped")  # of leaving, in the order in which they are drawn


class Place(msgspec.Struct, frozen=True):
    """A touchpoint, or where walks start or end (`kind` START or END). `volume` is the walks that were there."""

    title: str
    volume: int
    line: str = ""  # below the title
    said: str = ""
    address: str = ""
    kind: str = ""
    strange: bool = False  # no journey knows it
    order: int = 0  # where it stands in the journey


class Step(msgspec.Struct, frozen=True):
    """From one place to the next, both by number; `label` stands at the line."""

    source: int
    target: int
    walks: int
    label: str = ""
    said: str = ""
    address: str = ""


class Leaving(msgspec.Struct, frozen=True):
    """Walks that ended at a place, in one of MANNERS."""

    place: int
    manner: str
    walks: int
    label: str = ""
    said: str = ""
    address: str = ""


class Flow(msgspec.Struct, frozen=True):
    """All of it; steps and leavings speak of places by their number in `places`."""

    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    leavings: tuple[Leaving, ...] = ()
