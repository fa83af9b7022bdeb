"""The guess as a mapping in the published format, with a comment on what was guessed at each column."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.interactions import rules
from polku.touchpoints.mappings.guess.lines import filled, path, quoted
from polku.touchpoints.mappings.guess.roles import NAMING, Role, Shape
from polku.touchpoints.mappings.guess.table import Column
from polku.touchpoints.mappings.guess.whole import Guess
from polku.touchpoints.mappings.template import FILTERS

Say = Callable[[ColumnGuess], str]
_TOUCHPOINTS: Final = {
    Shape.ORDER: ("orders", "web"),
    Shape.TICKET: ("support", "other"),
    Shape.MESSAGE: ("support", "other"),
    Shape.ANSWER: ("survey", "web"),
    Shape.LEAD: ("leads", "web"),
    Shape.DEAL: ("sales", "other"),
    Shape.VISIT: ("website", "web"),
}


def mapping_of(guess: Guess, name: str, title: str, say: Say, today: str) -> str:
    """The mapping's YAML. `say` words the evidence of a column; `today` (ISO) stands in where no time is told."""
    lines = [
        f"name: {name}",
        f"title: {quoted(title[:120])}",
        "# Guessed from the table's head and first rows. What each column was taken for, and why:",
        *(_comment(f"  {column.column.name}: {column.role}; {say(column)}") for column in guess.columns),
        "reads: [row]",
        *_manner(guess),
        *_when(guess, today),
        "",
        *_who(guess, name),
        "",
        *_defaults(guess),
        "",
        *rules(guess),
    ]
    return "\n".join(lines) + "\n"


def name_for(text: str) -> str:
    """A mapping's name out of any text."""
    plain = text.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return FILTERS["slug"](plain)[:60].strip("-") or "table"


def _comment(text: str) -> str:
    return "#" + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+", " ", text)[:300]


def _manner(guess: Guess) -> Iterator[str]:
    manner = guess.manner
    if manner.utc:
        yield "time_zone: UTC"
    if manner.time_formats:
        if manner.either:
            yield "# Day first or month first? These rows do not tell; day first was taken."
        yield f"time_formats: [{', '.join(map(quoted, manner.time_formats))}]"
    if manner.decimal_comma:
        yield "decimal_comma: true"


def _when(guess: Guess, today: str) -> Iterator[str]:
    record, message = guess.column(Role.RECORD_ID), guess.column(Role.MESSAGE_ID)
    own = message or (record if record and record.distinct == len(record.values) else None)
    if own:
        yield f"id: {quoted(f'{guess.shape} {path(own)}')}"
    time = guess.column(Role.TIME)
    if time is None:
        yield "# No column tells when it happened: the day of the guess stands in."
    yield f"time: {filled(time) if time else quoted(today)}"


def _who(guess: Guess, name: str) -> Iterator[str]:
    """Namespaces and identifiers. A number is only unique within its own system, so its namespace is the mapping's."""
    own = f"{re.sub('[^a-z0-9]+', '_', name)[:30]}_customer"
    spaces = {Role.CUSTOMER_ID: own, Role.EMAIL: "email", Role.PHONE: "phone"}
    found = {space: column for role, space in spaces.items() if (column := guess.column(role))}
    if not found and (record := guess.column(Role.RECORD_ID)):
        found = {f"{own[:-9]}_record": record}
        yield "# No column says who the customer is: each record stands for somebody unknown."
    yield "namespaces:"
    for space in found or [own]:
        yield f"  {space}: {{policy: {'shareable' if space in {'email', 'phone'} else 'unique'}{_country(guess, space)}}}"
    if any(guess.column(role) for role in NAMING) and own in found:
        yield f"# {own}: give it the name that another mapping uses where both mean the same number."
    if found:
        yield "identify:"
        yield from (f"  {space}: {filled(column)}" for space, column in found.items())
    yield from _traits(guess)


def _country(guess: Guess, space: str) -> str:
    return f", country: {guess.manner.country}" if space == "phone" and guess.manner.country else ""


def _traits(guess: Guess) -> Iterator[str]:
    told = {role: guess.column(role) for role in (Role.NAME, Role.EMAIL, Role.PHONE)}
    traits = {str(role): filled(column) for role, column in told.items() if column}
    names = [column for role in (Role.FIRST_NAME, Role.LAST_NAME) if (column := guess.column(role))]
    if names and "name" not in traits:
        traits["name"] = quoted(" ".join(map(path, names)))
    for column in guess.all_of(Role.TRAIT):
        traits.setdefault(_plain(column), filled(column))
    if organisation := guess.column(Role.ORGANISATION):
        traits.setdefault("organisation", filled(organisation))
    if traits:
        yield "traits:"
        yield from (f"  {name}: {template}" for name, template in traits.items())


def _plain(column: Column) -> str:
    """A trait's name out of a column's."""
    return quoted(" ".join(column.name.split())[:60] or "unnamed")


def _defaults(guess: Guess) -> Iterator[str]:
    touchpoint, channel = _TOUCHPOINTS.get(guess.shape, ("elsewhere", "other"))
    yield "defaults:"
    yield f"  touchpoint: {touchpoint}"
    told = guess.column(Role.CHANNEL)
    yield f"  channel: {filled(told) if told else channel}"
    if record := guess.column(Role.RECORD_ID):
        yield f"  thread: {filled(record)}"
    for field, role in (("subject", Role.SUBJECT), ("actor", Role.ACTOR)):
        if column := guess.column(role):
            yield f"  {field}: {filled(column)}"
    currency = guess.column(Role.CURRENCY)
    if guess.column(Role.AMOUNT):
        yield f"  currency: {filled(currency) if currency else guess.manner.currency}"
    kept = [*guess.all_of(Role.DETAIL), *([status] if (status := guess.column(Role.STATUS)) else [])]
    if kept:
        yield "  attributes:"
        names = dict.fromkeys(_plain(column) for column in kept)
        columns = {_plain(column): column for column in reversed(kept)}
        yield from (f"    {name}: {filled(columns[name])}" for name in names)
