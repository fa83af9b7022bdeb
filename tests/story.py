"""Stories: a few lines of text become interactions (for folds) or events in the log (for everything else).

    aino  mon 09:12  asked mail-support thread=t1 "which socket?"
    aino  tue 08:00  answered mail-support thread=t1 actor=mikko
    aino  tue 08:05  us:asked mail-support thread=t1 "what does the plate say?"
    aino  wed 10:00  promised installation about=1042 due=fri@12:00

Who, when, what, where, then fields as name=value and the words in quotes. Days are those of the week of
2 March 2026, in UTC; `mon+2` is the Monday two weeks later; a date (2026-03-29) or an offset (09:12+02:00)
may stand instead. Asking and thanking is the customer's unless `us:` stands before; answering and meeting
is ours unless `customer:` does.
"""

import json
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from polku.intake.keep import keep
from polku.lib import clock, money
from polku.lib.digest import digest
from polku.pipeline.drain import drain
from polku.timeline.interaction import Interaction
from polku.timeline.log.append import Message
from polku.timeline.models import Source
from polku.timeline.vocabulary import VOCABULARY, Kind, Side
from polku.touchpoints.mappings.load import forget_readers
from polku.touchpoints.models import MappingVersion

MONDAY: Final = datetime(2026, 3, 2, tzinfo=UTC)
MAPPING: Final = (Path(__file__).parent / "story.yaml").read_text("utf-8")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_USUALLY: Final = {
    Kind.ASKED: Side.CUSTOMER,
    Kind.THANKED: Side.CUSTOMER,
    Kind.ANSWERED: Side.US,
    Kind.MET: Side.US,
}


@dataclass(frozen=True)
class Line:
    """One line of a story, read; `fields` holds text as written, but moments as microseconds."""

    who: str
    occurred_at: int
    kind: Kind
    side: Side
    touchpoint: str
    fields: dict[str, Any]


def read(story: str) -> list[Line]:
    """The story's lines in the order they are written; empty lines and # comments are passed over."""
    return [_line(words) for text in story.splitlines() if (words := shlex.split(text, comments=True))]


def moment(day: str, time: str) -> int:
    """Microseconds of `mon+1`, `09:12` or `2026-03-29`, `04:30+03:00`."""
    if day[:3] in _DAYS:
        weeks = int(day[3:] or 0)
        date = (MONDAY + timedelta(days=_DAYS.index(day[:3]), weeks=weeks)).date().isoformat()
    else:
        date = day
    told = datetime.fromisoformat(f"{date}T{time}")
    return clock.from_datetime(told if told.tzinfo else told.replace(tzinfo=UTC))


def interactions(story: str) -> list[Interaction]:
    """The story as interactions, for tests of folds: no database."""
    return [
        Interaction(
            occurred_at=line.occurred_at,
            sequence=number,
            key=digest("story", str(number)),
            ordinal=0,
            kind=line.kind,
            side=line.side,
            touchpoint=line.touchpoint,
            **_typed(line.fields),
        )
        for number, line in enumerate(read(story), 1)
    ]


def messages(story: str, source_id: int) -> Iterator[Message]:
    """The story as the log's messages; the same line told again has the same key."""
    for number, line in enumerate(read(story), 1):
        row = {
            "who": line.who,
            "at": clock.to_text(line.occurred_at),
            "kind": line.kind,
            "side": line.side,
            "touchpoint": line.touchpoint,
        } | {name: _written(name, value) for name, value in line.fields.items()}
        body = {"table": "story", "file": "story.csv", "line": number, "row": row}
        key = digest(str(source_id), json.dumps(row, sort_keys=True))
        yield Message(
            source_id,
            key,
            "row",
            line.occurred_at,
            line.occurred_at,
            number,
            json.dumps(body, ensure_ascii=False),
        )


def tell(story: str) -> Source:
    """Keep the story's events and let the worker read them; returns the source they came from."""
    source = story_source()
    told(messages(story, source.pk))
    return source


def told(events: Iterable[Message]) -> None:
    keep(list(events))
    drain()


def story_source() -> Source:
    """The source whose mapping reads story lines."""
    source, made = Source.objects.get_or_create(slug="story", defaults={"name": "Story", "mapping": "story"})
    if made:
        MappingVersion.objects.create(name="story", text=MAPPING)
    forget_readers()
    return source


def _line(words: list[str]) -> Line:
    who, day, time, act, touchpoint, *rest = words
    told_side, _, name = act.rpartition(":")
    kind = Kind(name)
    side = Side(told_side) if told_side else _USUALLY.get(kind, VOCABULARY[kind].sides[0])
    fields = dict(_field(word) for word in rest)
    return Line(who, moment(day, time), kind, side, touchpoint, fields)


def _field(word: str) -> tuple[str, Any]:
    name, equals, value = word.partition("=")
    if name == "automatic":
        return name, True
    if not equals or not name.isidentifier():
        return "text", word
    return ("due_at", moment(*value.split("@"))) if name == "due" else (name, value)


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    values = dict(fields)
    if "amount" in values:
        values.setdefault("currency", "EUR")
        values["amount"] = money.to_minor_units(values["amount"], values["currency"])
    for name in ("rating", "rating_low", "rating_high"):
        if name in values:
            values[name] = float(values[name])
    return values


def _written(name: str, value: Any) -> Any:
    return clock.to_text(value) if name == "due_at" else value
