"""A table through its guess and its mapping to what it becomes."""

from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.tests.tables import Told
from polku.touchpoints.mappings.guess.whole import Choices, guess_table
from polku.touchpoints.mappings.guess.write import mapping_of
from polku.touchpoints.mappings.reader import Told as Event
from polku.touchpoints.reading import Reading

ZONE = "Europe/Helsinki"


def text_of(table: Told, choices: Choices | None = None) -> str:
    """The guessed mapping."""
    guess = guess_table(table.name, table.rows, ZONE, choices)
    return mapping_of(guess, "guessed", table.name, lambda column: "because", "2026-11-22")


def readings(table: Told, choices: Choices | None = None) -> list[Reading]:
    """What each row becomes."""
    reader = compile_mapping(text_of(table, choices))
    made = []
    for number, row in enumerate(table.rows, 2):
        body = {"table": table.name, "file": "x.csv", "line": number, "row": row}
        made.append(reader.read(Event("row", body, bytes(16), reader.moment(body, ZONE) or 0, number, ZONE)))
    return made


def did(reading: Reading) -> list[str]:
    """Sides and kinds, in their order."""
    return [f"{one.side} {one.kind}" for one in reading.interactions]


def only(reading: Reading) -> Interaction:
    """The one interaction of a reading."""
    (one,) = reading.interactions
    return one
