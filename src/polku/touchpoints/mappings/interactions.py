"""One entry under `interactions:` as a function that makes the interaction."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final

import msgspec

from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import FIELDS, VOCABULARY, Kind, Side
from polku.touchpoints.mappings.moments import to_moment
from polku.touchpoints.mappings.select import Test, compile_when
from polku.touchpoints.mappings.template import (
    Body,
    Getter,
    compile_path,
    compile_template,
    is_literal,
    missing,
    paths_in,
)
from polku.touchpoints.mappings.values import COERCERS, Coercer, to_amount, to_attribute
from polku.touchpoints.reading import Unreadable

# What a kind can't do without: a promise without a time is none.
NEEDED: Final = {
    Kind.PROMISED: ("due_at",),
    Kind.RATED: ("rating", "rating_low", "rating_high"),
    Kind.HANDED_OVER: ("to",),
}
ENTRY_FIELDS: Final = ("kind", "side", *FIELDS)


class Told(msgspec.Struct, frozen=True, gc=False):
    """One event as a mapping sees it. Moments are microseconds UTC; `time_zone` is for times without one."""

    form: str
    body: Body
    key: bytes
    occurred_at: int
    sequence: int
    time_zone: str


class Manner(msgspec.Struct, frozen=True):
    """How a mapping's values are written: time formats, whether a comma stands before the cents, and heads in any spelling."""

    time_formats: tuple[str, ...] = ()
    decimal_comma: bool = False
    plain_heads: bool = False


Maker = Callable[[Told, tzinfo, list[Interaction]], None]


def compile_entry(entry: dict[str, Any], defaults: dict[str, Any], manner: Manner) -> Maker:
    """A function that appends the entry's interactions for an event to a list. Raises Unreadable then."""
    make = _compile_one({**defaults, **entry}, manner)
    test: Test | None = compile_when(entry["if"]) if "if" in entry else None
    if "each" in entry:
        return _for_each(compile_path(entry["each"]), test, make)

    def append(told: Told, zone: tzinfo, made: list[Interaction]) -> None:
        if test is None or test(told.body, zone):
            made.append(make(told, told.body, zone, len(made)))

    return append


def _for_each(get: Getter, test: Test | None, make: Callable[..., Interaction]) -> Maker:
    def append(told: Told, zone: tzinfo, made: list[Interaction]) -> None:
        items = get(told.body)
        for item in items if isinstance(items, list) else []:
            body = {**told.body, "item": item}
            if test is None or test(body, zone):
                made.append(make(told, body, zone, len(made)))

    return append


def _compile_one(entry: dict[str, Any], manner: Manner) -> Callable[[Told, Body, tzinfo, int], Interaction]:
    constants, told_fields = _fields(entry)
    moments = [
        (name, compile_template(entry[name]), paths_in(entry[name]))
        for name in ("at", "due_at")
        if name in entry
    ]
    amount = compile_template(entry["amount"]) if "amount" in entry else None
    amount_paths = paths_in(entry.get("amount", ""))
    attributes = _compile_attributes(entry.get("attributes", {}))
    settled = _is_settled(constants)

    def make(told: Told, body: Body, zone: tzinfo, ordinal: int) -> Interaction:
        values = constants.copy()
        name = where = ""  # of what is coerced just now, for Unreadable to tell
        try:
            for name, get, coerce, where in told_fields:  # noqa: B007 - told where it fails
                value = get(body)
                if value is not None and not missing(value):
                    values[name] = coerce(value)
            for name, get, where in moments:  # noqa: B007 - told where it fails
                if not missing(value := get(body)):
                    values[name] = to_moment(value, zone, manner.time_formats)
            if amount and not missing(value := amount(body)):
                name, where = "amount", amount_paths
                values["amount"] = _money(value, values, manner)
        except ValueError as error:
            raise Unreadable(f"{name}: {error}", where) from error
        if attributes and (extra := attributes(body)):
            values["attributes"] = extra
        occurred_at = values.pop("at", told.occurred_at)
        if not settled:
            _settle(values)
        return Interaction(
            occurred_at=occurred_at, sequence=told.sequence, key=told.key, ordinal=ordinal, **values
        )

    return make


def _fields(entry: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Getter, Coercer, str]]]:
    """What is the same for every event, coerced once; and what each event tells."""
    constants: dict[str, Any] = {}
    told_fields = []
    for name, coerce in COERCERS.items():
        template = entry.get(name)
        if missing(template):
            continue
        if is_literal(template):
            constants[name] = coerce(compile_template(template)({}))
        else:
            told_fields.append((name, compile_template(template), coerce, paths_in(template)))
    kind = constants.get("kind")
    if kind and len(VOCABULARY[kind].sides) == 1:
        (constants["side"],) = VOCABULARY[kind].sides
        told_fields = [field for field in told_fields if field[0] != "side"]
    if kind is Kind.PROMISED and "pledge" not in entry:
        constants["pledge"] = Kind.DELIVERED.value
    return constants, told_fields


def _is_settled(constants: dict[str, Any]) -> bool:
    """Whether no event can make the interaction one that the vocabulary does not have."""
    return {"side", "kind", "touchpoint"} <= constants.keys() and constants["kind"] not in NEEDED


def _settle(values: dict[str, Any]) -> None:
    """Hold what is known only now against the vocabulary."""
    kind: Kind | None = values.get("kind")
    if kind is None:
        raise Unreadable("kind: the event tells none", "kind")
    if "touchpoint" not in values:
        raise Unreadable("touchpoint: the event tells none", "touchpoint")
    sides = VOCABULARY[kind].sides
    side: Side | None = values.setdefault("side", sides[0] if len(sides) == 1 else None)
    if side is None:
        raise Unreadable(f"side: {kind} can be of the customer or of us, and the event does not tell", "side")
    if side not in sides:
        raise Unreadable(f"side: {kind} is always of the {sides[0]}, never of the other side", "side")
    for name in NEEDED.get(kind, ()):
        if values.get(name) in (None, ""):
            raise Unreadable(f"{name}: {kind} needs it, and the event does not tell", name)
    if kind is Kind.PROMISED:
        values.setdefault("pledge", Kind.DELIVERED.value)
    rating, low, high = values.get("rating"), values.get("rating_low"), values.get("rating_high")
    if rating is not None and low is not None and high is not None and not low <= rating <= high:
        raise Unreadable(f"rating: {rating:g} is not on the scale from {low:g} to {high:g}", "rating")


def _money(value: Any, values: dict[str, Any], manner: Manner) -> int:
    if not values.get("currency"):
        raise ValueError("an amount needs a currency; give `currency:` in the mapping")
    return to_amount(value, values["currency"], manner.decimal_comma)


def _compile_attributes(templates: dict[str, Any]) -> Callable[[Body], dict[str, Any]] | None:
    if not templates:
        return None
    return compile_facts(templates)


def compile_facts(templates: dict[str, Any]) -> Callable[[Body], dict[str, Any]]:
    """A function body → facts by name; the name `*` lays out a whole object. What is empty stays out."""
    named = [(name, compile_template(template)) for name, template in templates.items() if name != "*"]
    whole = compile_template(templates["*"]) if "*" in templates else None

    def facts(body: Body) -> dict[str, Any]:
        found = to_attribute(whole(body)) if whole else None
        told = (
            {name: value for name, value in found.items() if not missing(value)}
            if isinstance(found, dict)
            else {}
        )
        for name, get in named:
            value = get(body)
            if not missing(value):
                told[name] = to_attribute(value)
        return told

    return facts
