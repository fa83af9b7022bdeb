"""What any of the three forms tells: an object or an event, in the shape that JSON gives it."""

from typing import Any, Literal

import msgspec

Values = dict[str, Any]


class Entry(msgspec.Struct, gc=False):
    """`values` has id, type, (for events) time, attributes and relationships. `fault` says what is wrong with it."""

    of: Literal["object", "event"]
    line: int  # where it begins in the file; its number where a file has no lines
    values: Values
    raw: bytes = b""
    fault: str = ""


def checked(of: Literal["object", "event"], line: int, values: Any) -> Entry:
    """An entry that has what it can't do without, or says what it lacks."""
    fault = _fault(of, values)
    return Entry(of, line, {} if fault else values, msgspec.json.encode(values) if fault else b"", fault)


def _fault(of: str, values: Any) -> str:
    if not isinstance(values, dict):
        return "it must be a JSON object"
    for name in ("id", "type", "time")[: 3 if of == "event" else 2]:
        if not isinstance(values.get(name), str) or not values[name]:
            return f"it has no {name}"
    for name, wanted in (("attributes", "name"), ("relationships", "objectId")):
        listed = values.get(name) or []
        if not isinstance(listed, list) or not all(
            isinstance(one, dict) and one.get(wanted) for one in listed
        ):
            return f"its {name} are not a list of objects that each have {wanted}"
    return ""
