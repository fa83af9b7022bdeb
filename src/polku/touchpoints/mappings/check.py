"""Hold a mapping against its JSON Schema and the vocabulary; every fault is told with its line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

from polku.touchpoints.mappings.check_rules import check_interactions
from polku.touchpoints.mappings.document import Document
from polku.touchpoints.mappings.document import Path as Place
from polku.touchpoints.mappings.moments import zone_named
from polku.touchpoints.mappings.template import WrongTemplate, compile_path, compile_template
from polku.touchpoints.mappings.worded import worded
from polku.touchpoints.mappings.wrong import Problem, WrongMapping, instead

SCHEMA: Final = json.loads((Path(__file__).parent / "mapping.schema.json").read_text("utf-8"))
_VALIDATOR: Final = Draft202012Validator(SCHEMA)
_TEMPLATE_KEYS: Final = {"at", "id", "time", "within", "earlier_than", "later_than"}
# Tables whose keys are anybody's words, so that `when` is a name there and no selector.
_NAMED_BY_PEOPLE: Final = {("traits",), ("organisation_traits",), ("attributes",)}
_TEMPLATE_TABLES: Final = {
    "identify",
    "identify_otherwise",
    "traits",
    "organisation_traits",
    "attributes",
    "defaults",
}


def check(document: Document) -> None:
    """WrongMapping with everything to mend, or nothing."""
    problems = [
        problem
        for error in _VALIDATOR.iter_errors(document.values)
        for problem in worded(document, error, "mapping")
    ]
    if not problems:
        problems = [*_meaning(document), *check_interactions(document)]
    if problems:
        raise WrongMapping(problems)


def _meaning(document: Document) -> Iterator[Problem]:
    """What the schema can't say: templates, expressions, time zones, namespaces that are not declared."""
    values = document.values
    if zone := values.get("time_zone"):
        try:
            zone_named(zone)
        except ValueError as error:
            yield document.problem(("time_zone",), str(error))
    if {"row", "xes", "ocel"} & set(values["reads"]):
        yield from _times(document)
    if "ocel" in values["reads"] and "customers" not in values:
        yield document.problem(
            ("reads",),
            "a mapping that reads OCEL must say which object types are customers: give `customers:`",
        )
    yield from _strings(document, values, ())
    spaces = sorted(values["namespaces"])
    for place, identify in _identifies(values):
        for namespace in identify.keys() - set(spaces):
            message = f"the namespace {namespace!r} is not declared{instead(namespace, spaces, 'Declared')}"
            yield document.problem((*place, namespace), message)


def _times(document: Document) -> Iterator[Problem]:
    if "time" in document.values:
        return
    files = document.values.get("files", {})
    if not files:
        yield document.problem(
            ("reads",), "a mapping that reads files must say when things happened: give `time:`"
        )
    for table in (table for table, declared in files.items() if "time" not in declared):
        yield document.problem(("files", table), f"say when the rows of {table} happened: give `time:`")


def _identifies(values: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    for key in ("identify", "identify_otherwise"):
        yield (key,), values.get(key, {})
    for number, rule in enumerate(values.get("rules", [])):
        yield ("rules", number, "identify"), rule.get("identify", {})
    yield ("otherwise", "identify"), values.get("otherwise", {}).get("identify", {})


def _strings(document: Document, value: Any, place: Place) -> Iterator[Problem]:
    """Compile each template, path and expression once, to hear what is wrong with it."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in {"when", "if"} and place[-1:] not in _NAMED_BY_PEOPLE:
                yield from _selector(document, part, (*place, key))
            elif key not in {"description", "title", "reason", "refuse", "time_formats"}:
                yield from _strings(document, part, (*place, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _strings(document, part, (*place, number))
    elif isinstance(value, str):
        yield from _tried(document, place, compile_path if place[-1] == "each" else compile_template, value)


def _selector(document: Document, when: Any, place: Place) -> Iterator[Problem]:
    if isinstance(when, list):
        for number, part in enumerate(when):
            yield from _selector(document, part, (*place, number))
        return
    for path, condition in when.items():
        yield from _tried(document, (*place, path), compile_path, path)
        yield from _condition(document, condition, (*place, path))


def _condition(document: Document, condition: Any, place: Place) -> Iterator[Problem]:
    for name, value in condition.items() if isinstance(condition, dict) else ():
        if name == "matches":
            yield from _tried(document, (*place, name), re.compile, value)
        elif name == "not":
            yield from _condition(document, value, (*place, name))
        elif name in _TEMPLATE_KEYS:
            yield from _tried(document, (*place, name), compile_template, value)


def _tried(document: Document, place: Place, compile_one: Any, value: Any) -> Iterator[Problem]:
    try:
        compile_one(value)
    except (WrongTemplate, re.error) as error:
        yield document.problem(place, str(error))
