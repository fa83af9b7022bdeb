"""Flows to draw in tests: written by hand, and drawn by lot."""

from hypothesis import strategies as st

from polku.surfaces.charts.flow.given import END, MANNERS, START, Flow, Leaving, Place, Step

LONG = (
    "Asiakaspalvelutilanne",
    "Toimitusaikatauluneuvottelu",
    "Lämpöpumpunasennustarkastuskäynti puhelimitse",
)


def place(title: str, volume: int = 10, kind: str = "", strange: bool = False) -> Place:
    return Place(title, volume, f"{volume} walks", f"{title}: {volume} walks.", f"/at/{title}", kind, strange)


def step(source: int, target: int, walks: int = 5) -> Step:
    return Step(source, target, walks, f"{walks} %", f"{source} to {target}.", f"/step/{source}/{target}")


def leaving(at: int, manner: str, walks: int = 3) -> Leaving:
    return Leaving(at, manner, walks, str(walks), f"{manner} at {at}.", f"/end/{at}/{manner}")


def chain(count: int) -> Flow:
    """`count` touchpoints in a row after the start, each walked by one fewer than the one before."""
    places = [place(f"place {number}", 1000 - number) for number in range(count)]
    steps = [step(number, number + 1, 999 - number) for number in range(count - 1)]
    return Flow((*places, place("Start", 1000, START)), (*steps, step(count, 0, 1000)))


@st.composite
def flows(draw: st.DrawFn, most: int = 30) -> Flow:
    """Any flow: steps on, back and to the same place, long Finnish words, all manners of leaving."""
    count = draw(st.integers(1, most))
    titles = st.one_of(st.sampled_from(LONG), st.text("abcdeäöåMW -…", min_size=1, max_size=60))
    places = [
        place(draw(titles), draw(st.integers(1, 100_000)), strange=draw(st.booleans())) for _ in range(count)
    ]
    ends = [place("Start", 100_000, START), place("Polun loppu", 7, END)]
    number = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(number, number), max_size=45, unique=True))
    steps = [step(source, target, draw(st.integers(1, 90_000))) for source, target in pairs]
    steps += [step(count, draw(number), 500), step(draw(number), count + 1, 7)]
    left = draw(st.lists(st.tuples(number, st.sampled_from(MANNERS)), max_size=40, unique=True))
    return Flow(
        (*places, *ends),
        tuple(steps),
        tuple(leaving(at, manner, draw(st.integers(1, 99_999))) for at, manner in left),
    )
