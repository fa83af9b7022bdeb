"""Templates: `{a.b}` is the value at a path, `{a ?? b ?? 'c'}` the first there is, anything around it makes text.

`{name | lower}` passes the value through a filter. A key with a dot in it stands in double quotes:
`{properties."utm.source"}`. Braces are doubled to stand for themselves.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from anyascii import anyascii

Body = dict[str, Any]
Getter = Callable[[Body], Any]


class WrongTemplate(ValueError):
    """A template that can't be understood; the text says why."""


def _last_part(text: str) -> str:
    return re.split(r"[./:#]", text.rstrip("./:#"))[-1]


def _slug(text: str) -> str:
    """In letters a to z and digits, whatever the script: `Päätös` gives paatos, `Оплата` oplata."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


FILTERS: Final[dict[str, Callable[[str], str]]] = {
    "lower": str.lower,
    "upper": str.upper,
    "last_part": _last_part,  # what stands behind the last dot, slash, colon or hash
    "slug": _slug,
}
_PIECES: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_SEGMENT: Final = re.compile(r'"([^"]+)"|([^."\'|?]+)')


def missing(value: Any) -> bool:
    """Whether a source left this empty: null, or text without a character in it."""
    return value is None or (type(value) is str and (not value or value.isspace()))


def compile_template(template: Any) -> Getter:
    """A function body → value. Lists are fallbacks, the first that gives something counts; numbers and
    booleans stand for themselves. WrongTemplate where it can't be understood."""
    if isinstance(template, list):
        return _first_of([compile_template(part) for part in template])
    if not isinstance(template, str):
        return lambda body: template
    pieces = [_piece(match) for match in _PIECES.finditer(template)]
    if len(pieces) == 1 and not isinstance(pieces[0], str):
        return pieces[0]
    if all(isinstance(piece, str) for piece in pieces):
        text = "".join(str(piece) for piece in pieces)
        return lambda body: text
    return _joined(pieces)


def is_literal(template: Any) -> bool:
    """Whether the template gives the same whatever the event says."""
    if isinstance(template, list):
        return False
    return not isinstance(template, str) or all(match[1] is None for match in _PIECES.finditer(template))


def paths_in(template: Any) -> str:
    """The paths a template reads, as people are told where a value stood."""
    if isinstance(template, list):
        return ", ".join(filter(None, map(paths_in, template)))
    return ", ".join(match[1].strip() for match in _PIECES.finditer(str(template)) if match[1])


def compile_path(path: str) -> Getter:
    """A function body → value at a dotted path; None where the body does not go that far."""
    segments = _segments(path)
    if len(segments) == 1:
        (only,) = segments
        return lambda body: body.get(only)
    if len(segments) == 2:
        first, second = segments

        def two(body: Body) -> Any:
            inner = body.get(first)
            return inner.get(second) if type(inner) is dict else _step(inner, second)

        return two

    def many(body: Body) -> Any:
        value: Any = body
        for segment in segments:
            value = value.get(segment) if type(value) is dict else _step(value, segment)
            if value is None:
                return None
        return value

    return many


def _step(value: Any, segment: str) -> Any:
    if value is None:
        return None
    if type(value) is list and segment.isdigit() and int(segment) < len(value):
        return value[int(segment)]
    return None


def _segments(path: str) -> list[str]:
    text = path.strip()
    segments, position = [], 0
    while match := _SEGMENT.match(text, position):
        segments.append(match[1] or match[2].strip())
        position = match.end()
        if position == len(text) or text[position] != ".":
            break
        position += 1
    if not segments or position != len(text) or not all(segments) or text.endswith("."):
        raise WrongTemplate(
            f"{path!r} is not a path; a path is names with dots between them, as in properties.order_id"
        )
    return segments


def _piece(match: re.Match[str]) -> str | Getter:
    if match[1] is not None:
        return _expression(match[1])
    if match[0] in {"{", "}"}:
        raise WrongTemplate(
            f"a brace is not closed in {match.string!r}; write {{{{ or }}}} for a brace itself"
        )
    return {"{{": "{", "}}": "}"}.get(match[0], match[0])


def _expression(text: str) -> Getter:
    return _first_of([_alternative(part) for part in _split(text, "??")])


def _split(text: str, separator: str) -> list[str]:
    """Split outside quotes."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    cuts = [
        match.start()
        for match in re.finditer(re.escape(separator), text)
        if not any(start <= match.start() < end for start, end in quoted)
    ]
    starts = [0, *(cut + len(separator) for cut in cuts)]
    return [text[start:end] for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def _alternative(text: str) -> Getter:
    value, *filters = _split(text, "|")
    value = value.strip()
    getter = _constant(value[1:-1]) if _is_quoted(value) else compile_path(value)
    for name in filters:
        getter = _filtered(getter, name.strip())
    return getter


def _is_quoted(text: str) -> bool:
    return len(text) >= 2 and text[0] == text[-1] == "'" and "'" not in text[1:-1]


def _constant(text: str) -> Getter:
    return lambda body: text


def _filtered(getter: Getter, name: str) -> Getter:
    if name not in FILTERS:
        raise WrongTemplate(f"there is no filter {name!r}; there are: {', '.join(sorted(FILTERS))}")
    change = FILTERS[name]

    def filtered(body: Body) -> Any:
        value = getter(body)
        return change(value) if type(value) is str else value

    return filtered


def _first_of(getters: list[Getter]) -> Getter:
    if len(getters) == 1:
        return getters[0]

    def first(body: Body) -> Any:
        for getter in getters:
            value = getter(body)
            if value is not None and not missing(value):
                return value
        return None

    return first


def _joined(pieces: list[str | Getter]) -> Getter:
    """Text of all parts, its blanks made single; None where every path in it is empty."""

    def joined(body: Body) -> str | None:
        parts, told = [], False
        for piece in pieces:
            if isinstance(piece, str):
                parts.append(piece)
            elif not missing(value := piece(body)):
                parts.append(as_word(value))
                told = True
        return " ".join("".join(parts).split()) if told else None

    return joined


def as_word(value: Any) -> str:
    """A scalar as text; "" for lists and objects, which are no words."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, (int, float)) else ""
