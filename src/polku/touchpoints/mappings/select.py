"""Selectors: which events a rule takes. `when: {type: track, event: [A, B], properties.x: {present: true}}`."""

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from polku.touchpoints.mappings.moments import to_moment
from polku.touchpoints.mappings.template import Body, Getter, as_word, compile_path, compile_template, missing

Test = Callable[[Body, tzinfo], bool]


def word(value: Any) -> str | None:
    """What equality compares: text without blanks around it and without regard to case."""
    if type(value) is str:
        return value.strip().casefold()
    return as_word(value).casefold() or None


def words_of(condition: Any) -> frozenset[str] | None:
    """The words a condition of equality takes; None for any other condition."""
    if isinstance(condition, dict):
        return None
    values = condition if isinstance(condition, list) else [condition]
    return frozenset(filter(None, map(word, values)))


def compile_when(when: Any) -> Test:
    """All lines of a selector hold; a list of selectors is taken where any of them holds."""
    if isinstance(when, list):
        anyone = [compile_when(part) for part in when]
        return lambda body, zone: any(test(body, zone) for test in anyone)
    tests = [_compile(compile_path(path), condition) for path, condition in (when or {}).items()]
    if len(tests) == 1:
        return tests[0]

    def every(body: Body, zone: tzinfo) -> bool:
        for test in tests:  # noqa: SIM110 - a plain loop is twice as fast as all() here
            if not test(body, zone):
                return False
        return True

    return every


def _compile(get: Getter, condition: Any) -> Test:
    if (words := words_of(condition)) is not None:
        return lambda body, zone: word(get(body)) in words
    tests = [_COMPILERS[name](get, value) for name, value in condition.items()]
    return tests[0] if len(tests) == 1 else lambda body, zone: all(test(body, zone) for test in tests)


def _present(get: Getter, wanted: bool) -> Test:
    return lambda body, zone: missing(get(body)) is not wanted


def _matches(get: Getter, pattern: str) -> Test:
    search = re.compile(pattern).search
    return lambda body, zone: search(as_word(get(body))) is not None


def _not(get: Getter, condition: Any) -> Test:
    test = _compile(get, condition)
    return lambda body, zone: not test(body, zone)


def _compared(get: Getter, template: Any, earlier: bool) -> Test:
    other = compile_template(template)

    def compared(body: Body, zone: tzinfo) -> bool:
        one, two = get(body), other(body)
        if missing(one) or missing(two):
            return False
        try:
            difference = to_moment(one, zone) - to_moment(two, zone)
        except ValueError:
            return False
        return difference < 0 if earlier else difference > 0

    return compared


_COMPILERS: dict[str, Callable[[Getter, Any], Test]] = {
    "present": _present,
    "matches": _matches,
    "not": _not,
    "earlier_than": lambda get, template: _compared(get, template, earlier=True),
    "later_than": lambda get, template: _compared(get, template, earlier=False),
}
CONDITIONS = tuple(_COMPILERS)
