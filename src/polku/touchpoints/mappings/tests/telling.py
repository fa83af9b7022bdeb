"""Short ways to tell an event to a mapping in tests."""

from typing import Any, Final

from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.load import shipped_text
from polku.touchpoints.mappings.reader import Reader, Told
from polku.touchpoints.reading import Reading

NOON: Final = 1_795_348_800_000_000  # 2026-11-22T12:00:00Z
MINIMAL: Final = """
name: small
reads: [segment]
namespaces:
  user_id: {policy: unique}
identify: {user_id: "{userId}"}
"""


def shipped(name: str) -> Reader:
    return compile_mapping(shipped_text(name))


def small(more: str) -> Reader:
    """A minimal mapping and whatever a test adds."""
    return compile_mapping(MINIMAL + more)


def tell(
    reader: Reader, body: dict[str, Any], form: str = "segment", zone: str = "Europe/Helsinki"
) -> Reading:
    moment = reader.moment(body, zone)
    return reader.read(Told(form, body, b"k" * 16, NOON if moment is None else moment, 3, zone))


def row(reader: Reader, table: str = "t", **columns: Any) -> Reading:
    return tell(reader, {"table": table, "file": f"{table}.csv", "line": 2, "row": columns}, "row")


def kinds(reading: Reading) -> list[str]:
    return [f"{interaction.side} {interaction.kind}" for interaction in reading.interactions]


def named(reading: Reading) -> dict[str, str]:
    return {reference.namespace: reference.value for reference in reading.references}
