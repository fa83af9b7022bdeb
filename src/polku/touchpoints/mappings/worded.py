"""What a JSON Schema finds wrong, in words and with its line."""

from collections.abc import Iterator
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from polku.touchpoints.mappings.document import Document
from polku.touchpoints.mappings.document import Path as Place
from polku.touchpoints.mappings.wrong import Problem, instead

_TYPES: Final = {"object": "`key: value` lines", "array": "a list", "string": "a text", "boolean": "true or false", "number": "a number", "integer": "a whole number"}  # fmt: skip


def worded(document: Document, error: ValidationError, thing: str) -> Iterator[Problem]:
    """The problems that one fault of the schema is; `thing` is what the whole document is called."""
    place: Place = tuple(error.absolute_path)
    called = (
        f"`{place[-1]}`"
        if place and isinstance(place[-1], str)
        else "this entry"
        if place
        else f"the {thing}"
    )
    known: list[str] = sorted(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    match error.validator:
        case "additionalProperties":
            for key in error.instance.keys() - set(known):
                yield document.problem(
                    (*place, key), f"{key!r} is not known here{instead(key, known, 'Known')}"
                )
        case "required":
            for key in set(error.validator_value) - error.instance.keys():
                yield document.problem(place, f"{key!r} is missing in {called}")
        case _:
            yield document.problem(place, _fault(error, called))


def _fault(error: ValidationError, called: str) -> str:
    """What is wrong with one value, in words."""
    wanted: list[Any] = (
        error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    )
    match error.validator:
        case "type":
            kinds = " or ".join(_TYPES.get(kind, kind) for kind in wanted)
            return f"{called} must be {kinds}, not {_shown(error.instance)}"
        case "enum":
            allowed = [str(value) for value in wanted]
            return (
                f"{_shown(error.instance)} is not allowed here{instead(error.instance, allowed, 'Allowed')}"
            )
        case "pattern":
            described = error.schema.get("description") if isinstance(error.schema, dict) else None
            return f"{_shown(error.instance)} is not allowed in {called}: {described or f'it must match {wanted[0]}'}"
        case _:
            return f"{called}: {error.message}"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
