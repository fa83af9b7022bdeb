"""Pieces of a mapping's YAML: quoted texts, templates, conditions."""

from collections.abc import Sequence

from polku.touchpoints.mappings.guess.table import Column


def path(column: Column) -> str:
    """The template that is the column's value."""
    return "{" + inner(column) + "}"


def inner(column: Column) -> str:
    """The path to the column's value; its names stand in double quotes, so they may hold anything but those."""
    return "row." + ".".join(f'"{part}"' for part in column.key)


def filled(column: Column) -> str:
    """The column's template as a YAML value."""
    return quoted(path(column))


def quoted(text: str) -> str:
    """A text as a YAML value."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    escaped = (one if one.isprintable() and one not in '\\"' else f"\\U{ord(one):08x}" for one in text)
    return '"' + "".join(escaped) + '"'


def present(column: Column, there: bool = True) -> str:
    """A condition: the column has a value, or has none."""
    return f"{{{quoted(inner(column))}: {{present: {str(there).lower()}}}}}"


def present_unless(column: Column, other: Column | None, values: Sequence[str]) -> str:
    """A condition: the column has a value, and the other is none of these."""
    if other is None or not values:
        return present(column)
    listed = ", ".join(map(quoted, values))
    return f"{{{quoted(inner(column))}: {{present: true}}, {quoted(inner(other))}: {{not: [{listed}]}}}}"


def one_of(column: Column, values: Sequence[str]) -> str:
    """A condition: the column's value is one of these."""
    return f"{{{quoted(inner(column))}: [{', '.join(map(quoted, values))}]}}"
