"""Paths to draw in tests: written by hand, and drawn by lot."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from polku.lib.clock import DAY, HOUR, MINUTE, from_datetime
from polku.surfaces.charts.timeline.given import Act, Entered, Handover, Promised, Rated, Told, Wait, Words

NOW = from_datetime(datetime(2026, 11, 20, 12, tzinfo=UTC))
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def written(day: datetime, how: str) -> str:
    month = _MONTHS[day.month - 1]
    shapes = {"day": f"{day.day} {month}", "full": f"{day.day} {month} {day.year}", "month": month}
    return shapes.get(how, str(day.year))


WORDS = Words(
    today="today",
    stages="stages",
    promises="promises",
    felt="felt",
    silence="silence",
    lengths=lambda length: [f"{length // DAY} days", f"{length // DAY} d"],
    date=written,
    zone=UTC,
)


def act(ago: int, lane: int = 0, strand: int = 0, ours: bool = False, complaint: bool = False) -> Act:
    return Act(NOW - ago, lane, strand, ours, complaint)


def told(*acts: Act, **more: object) -> Told:
    lanes = [f"lane {number}" for number in range(max((one.lane for one in acts), default=0) + 1)]
    return Told(now=NOW, lanes=lanes, acts=sorted(acts, key=lambda one: one.moment), **more)  # type: ignore[arg-type]


def promise(made: int, due: int, state: str = "open", done: int | None = None, **more: object) -> Promised:
    """A promise by how long ago it was made, due and done; due before zero lies ahead."""
    moved = more.pop("due_now", due)
    return Promised(
        NOW - made, NOW - due, NOW - moved, None if done is None else NOW - done, None, state, **more
    )  # type: ignore[operator,arg-type]


@st.composite
def paths(draw: st.DrawFn, most: int = 60) -> Told:
    """Any path: bursts and years, all lanes, waits, promises in every state, ratings, stages and handovers."""
    ago = st.one_of(st.integers(0, 3 * HOUR), st.integers(0, 40 * DAY), st.integers(0, 2000 * DAY))
    lanes = draw(st.integers(1, 9))
    lane, text = st.integers(0, lanes - 1), st.text("abcdefghijklmnopqrstuvwxyzÅÄÖåäöMW …→", max_size=50)
    acts = draw(
        st.lists(
            st.builds(act, ago, lane, st.integers(0, 40), st.booleans(), st.booleans()),
            min_size=1,
            max_size=most,
        )
    )
    spans = st.tuples(ago, st.integers(0, 90 * DAY))
    return told(
        *acts,
        titles=draw(st.lists(text, min_size=41, max_size=41)),
        waits=[Wait(min(one, lanes_of(acts)), NOW - since, min(NOW, NOW - since + length), us) for one, (since, length), us in draw(st.lists(st.tuples(lane, spans, st.booleans()), max_size=8))],
        handovers=sorted((Handover(NOW - since, NOW - max(0, since - length), min(one, lanes_of(acts)), min(other, lanes_of(acts)), [f"to {name}", name]) for one, other, (since, length), name in draw(st.lists(st.tuples(lane, lane, spans, text), max_size=5))), key=lambda one: one.moment),
        promises=sorted((Promised(NOW - since, NOW - since + length, NOW - since + length + moved, NOW - since + length // 2 if state == "kept" else None, None, state, [name, "x"]) for (since, length), moved, state, name in draw(st.lists(st.tuples(spans, st.sampled_from([0, DAY, 30 * DAY]), st.sampled_from(["open", "kept", "broken", "withdrawn"]), text), max_size=14))), key=lambda one: one.made),
        ratings=sorted((Rated(NOW - since, third) for since, third in draw(st.lists(st.tuples(ago, st.sampled_from(["below", "within", "above", "unscaled"])), max_size=12))), key=lambda one: one.moment),
        stages=sorted((Entered(NOW - since, name or "x", number) for since, name, number in draw(st.lists(st.tuples(ago, text, st.integers(1, 6)), max_size=6))), key=lambda one: one.moment),
    )  # fmt: skip


def lanes_of(acts: list[Act]) -> int:
    """The highest lane that these acts use."""
    return max(one.lane for one in acts)


def many(count: int, lanes: int = 6) -> Told:
    """`count` interactions over four years, in encounters of four, told by a fixed rule."""
    gaps = (7 * MINUTE, 3 * HOUR, 2 * DAY, 11 * HOUR, 45 * MINUTE)
    ago, acts = 0, []
    for number in range(count):
        ago += gaps[number % 5] + (number * 7919) % (3 * HOUR)
        acts.append(act(ago, (number // 4) % lanes, number // 4, number % 2 == 0, number % 41 == 0))
    return told(
        *acts,
        titles=[f"Question {number}" for number in range(count)],
        waits=sorted((Wait(one.lane, one.moment, one.moment + 5 * HOUR, True) for one in acts[::3]), key=lambda one: one.first),
        promises=sorted((promise(NOW - one.moment, NOW - one.moment - 4 * DAY, "broken", labels=["Service"]) for one in acts[::12]), key=lambda one: one.made),
        ratings=sorted((Rated(one.moment, "within") for one in acts[::15]), key=lambda one: one.moment),
        stages=sorted((Entered(one.moment, f"Stage {number % 4}", number % 4) for number, one in enumerate(acts[::40])), key=lambda one: one.moment),
    )  # fmt: skip
