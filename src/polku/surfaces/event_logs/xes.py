"""XES (IEEE 1849-2023): a trace for each walk, an event for each step."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO, Any, Final
from xml.sax.saxutils import quoteattr

import pyarrow as pa

_EXTENSIONS: Final = {
    "Concept": ("concept", "http://www.xes-standard.org/concept.xesext"),
    "Time": ("time", "http://www.xes-standard.org/time.xesext"),
    "Organizational": ("org", "http://www.xes-standard.org/org.xesext"),
    "Lifecycle": ("lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
}
# Our column → the key and type of the attribute; empty values are left out.
_EVENT: Final = {
    "activity": ("string", "concept:name"), "timestamp": ("date", "time:timestamp"),
    "lifecycle": ("string", "lifecycle:transition"), "team": ("string", "org:group"),
    "resource": ("string", "org:resource"), "kind": ("string", "polku:kind"), "side": ("string", "polku:side"),
    "channel": ("string", "polku:channel"), "thread": ("string", "polku:thread"), "about": ("string", "polku:about"),
    "to": ("string", "polku:to"), "due_at": ("date", "polku:due_at"), "outcome": ("string", "polku:outcome"),
    "rating": ("float", "polku:rating"), "amount": ("string", "polku:amount"),
    "currency": ("string", "polku:currency"), "automatic": ("boolean", "polku:automatic"),
}  # fmt: skip


def write_xes(parts: Iterator[pa.Table], file: IO[str]) -> None:
    """The log, written as the parts come."""
    file.write(_head())
    for part in parts:
        for (case, customer), steps in groupby(_rows(part), itemgetter("case", "customer")):
            file.write("<trace>" + _attribute("string", "concept:name", case))
            file.write(_attribute("string", "polku:customer", customer) + "\n")
            file.writelines(_event(step) for step in steps)
            file.write("</trace>\n")
    file.write("</log>\n")


def _head() -> str:
    extensions = "".join(
        f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
        for name, (prefix, uri) in _EXTENSIONS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1849.2023" xes.features="" xmlns="http://www.xes-standard.org/">\n'
        f"{extensions}"
        f'<global scope="trace">{_attribute("string", "concept:name", "name")}</global>\n'
        f'<global scope="event">{_attribute("string", "concept:name", "name")}'
        f"{_attribute('date', 'time:timestamp', '1970-01-01T00:00:00Z')}"
        f"{_attribute('string', 'lifecycle:transition', 'complete')}</global>\n"
        '<classifier name="Activity" keys="concept:name"/>\n'
    )


def _rows(part: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in part.to_batches(4096):
        yield from batch.to_pylist()


def _event(step: dict[str, Any]) -> str:
    told = [
        _attribute(kind, key, _text(step[name]))
        for name, (kind, key) in _EVENT.items()
        if step[name] not in (None, "", False)
    ]
    return f"<event>{''.join(told)}</event>\n"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "true" if value is True else str(value) if isinstance(value, float) else value.isoformat()


def _attribute(kind: str, key: str, value: str) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(_sound(value))}/>"


def _sound(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)
