"""Interactions drawn by hypothesis: few moments, names and references, so that they often meet."""

from typing import Final

from hypothesis import strategies as st

from polku.lib.clock import MINUTE
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import VOCABULARY, Kind

_SOME_ACTORS: Final = st.sampled_from(["", "mikko", "sari", "otto"])
_REFERENCES: Final = st.sampled_from(["", "1", "2"])
_PLEDGES: Final = st.sampled_from(["", "delivered", "answered", "started"])
_MOMENTS: Final = st.integers(0, 40).map(lambda number: number * 7 * MINUTE)


@st.composite
def one_interaction(draw: st.DrawFn, number: int) -> Interaction:
    """One interaction that the vocabulary allows; `number` makes its key its own."""
    kind = draw(st.sampled_from(Kind))
    rated = draw(st.none() | st.integers(0, 10)) if kind is Kind.RATED else None
    due = draw(_MOMENTS) if kind is Kind.PROMISED else draw(st.none() | _MOMENTS)
    return Interaction(
        occurred_at=draw(_MOMENTS),
        sequence=draw(st.integers(0, 1)),
        key=number.to_bytes(16, "big"),
        ordinal=0,
        kind=kind,
        side=draw(st.sampled_from(VOCABULARY[kind].sides)),
        touchpoint=draw(st.sampled_from(["shop", "phone"])),
        thread=draw(_REFERENCES),
        about=draw(_REFERENCES),
        actor=draw(_SOME_ACTORS),
        to=draw(_SOME_ACTORS) if kind is Kind.HANDED_OVER else "",
        due_at=due,
        pledge=draw(_PLEDGES) if kind is Kind.PROMISED else "",
        amount=draw(st.none() | st.integers(0, 900)),
        currency=draw(st.sampled_from(["EUR", "SEK"])),
        rating=rated,
        automatic=draw(st.booleans()),
        outcome=draw(st.sampled_from(["", "", "", "solved"])),
        attributes={"told": True} if kind is Kind.PROMISED and draw(st.booleans()) else None,
    )


@st.composite
def paths(draw: st.DrawFn, most: int = 14) -> list[Interaction]:
    """The interactions of one customer."""
    return [draw(one_interaction(number)) for number in range(draw(st.integers(0, most)))]
