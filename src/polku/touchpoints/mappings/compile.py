"""From a mapping's text to a Reader. WrongMapping names the lines of all that is to be mended."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from polku.touchpoints.mappings.check import check
from polku.touchpoints.mappings.document import Document, parse
from polku.touchpoints.mappings.interactions import Manner, compile_entry, compile_facts
from polku.touchpoints.mappings.people import normaliser
from polku.touchpoints.mappings.reader import Doubt, Naming, Reader, Rule
from polku.touchpoints.mappings.select import compile_when, word, words_of
from polku.touchpoints.mappings.tables import Table, compile_table
from polku.touchpoints.mappings.template import (
    Body,
    Getter,
    compile_path,
    compile_template,
    is_literal,
    paths_in,
)
from polku.touchpoints.reading import Entity, Policy

Pick = Callable[[Body, tzinfo], Rule]
Conditional = tuple[Any, Rule]  # a rule with its `when:`


def compile_mapping(text: str) -> Reader:
    """The reader of a mapping's text."""
    document = parse(text)
    check(document)
    values = document.values
    manner = Manner(
        tuple(values.get("time_formats", [])),
        bool(values.get("decimal_comma", False)),
        bool(values.get("plain_heads", False)),
    )
    return Reader(
        name=values["name"],
        title=values.get("title", values["name"]),
        forms=frozenset(values["reads"]),
        pick=_compile_rules(document, manner),
        tables={name: compile_table(declared, values) for name, declared in values.get("files", {}).items()},
        table=compile_table({}, values) if "id" in values or "time" in values else Table(),
        doubts=tuple(
            Doubt(compile_when(entry["when"]), entry["reason"]) for entry in values.get("doubts", [])
        ),
        time_zone=values.get("time_zone", ""),
        manner=manner,
        customers=tuple(values.get("customers", [])),
        touchpoint=_touchpoint(values.get("defaults", {}).get("touchpoint")),
    )


def _touchpoint(template: Any) -> Getter | None:
    """What takes an event's own word for its touchpoint; None where the mapping names the touchpoints."""
    return None if template is None or is_literal(template) else compile_template(template)


def _compile_rules(document: Document, manner: Manner) -> Pick:
    declared = document.values.get("rules", [])
    rules = [_compile_rule(document.values, entry, manner) for entry in declared]
    otherwise = _compile_rule(document.values, document.values.get("otherwise", {}), manner)
    whens = [entry.get("when", {}) for entry in declared]
    return _dispatched(list(zip(whens, rules, strict=True)), otherwise, frozenset())


def _dispatched(conditional: list[Conditional], otherwise: Rule, used: frozenset[str]) -> Pick:
    """The first rule that takes an event, found by the words at the most telling paths, then one by one."""
    path = _telling_path([when for when, _ in conditional], used)
    if path is None:
        return _first_taken([rule for _, rule in conditional], otherwise)
    get = compile_path(path)
    buckets = _buckets(path, conditional)
    picks = {one: _dispatched(few, otherwise, used | {path}) for one, few in buckets.items()}
    rest = picks[None]

    def pick(body: Body, zone: tzinfo) -> Rule:
        return picks.get(word(get(body)), rest)(body, zone)

    return pick


def _telling_path(whens: list[Any], used: frozenset[str]) -> str | None:
    """The path at which most words tell rules apart; None where going through the rules is as good."""
    words: dict[str, set[str]] = {}
    for when in whens if len(whens) > 2 else ():
        for path, condition in when.items() if isinstance(when, dict) else ():
            if path not in used:
                words.setdefault(path, set()).update(words_of(condition) or ())
    path = max(words, key=lambda path: len(words[path]), default=None)
    return path if path is not None and words[path] else None


def _buckets(path: str, conditional: list[Conditional]) -> dict[str | None, list[Conditional]]:
    """The rules, in order, that can take an event with a given word at the path; None: with any other."""
    taken = [
        words_of(when[path]) if isinstance(when, dict) and path in when else None for when, _ in conditional
    ]
    words = set().union(*(some for some in taken if some))
    buckets: dict[str | None, list[Conditional]] = {
        one: [pair for pair, some in zip(conditional, taken, strict=True) if some is None or one in some]
        for one in words
    }
    buckets[None] = [pair for pair, some in zip(conditional, taken, strict=True) if some is None]
    return buckets


def _first_taken(rules: list[Rule], otherwise: Rule) -> Pick:
    def pick(body: Body, zone: tzinfo) -> Rule:
        for rule in rules:
            if rule.test is None or rule.test(body, zone):
                return rule
        return otherwise

    return pick


def _compile_rule(around: dict[str, Any], entry: dict[str, Any], manner: Manner) -> Rule:
    spaces = around["namespaces"]
    namings = [*_namings(entry.get("identify", {}), spaces), *_namings(around.get("identify", {}), spaces)]
    return Rule(
        test=compile_when(entry["when"]) if entry.get("when") else None,
        namings=tuple(namings),
        otherwise_namings=tuple(_namings(around.get("identify_otherwise", {}), spaces)),
        traits=_facts("traits", around, entry),
        organisation_traits=_facts("organisation_traits", around, entry),
        makers=tuple(
            compile_entry(interaction, around.get("defaults", {}), manner)
            for interaction in entry.get("interactions", [])
        ),
        refusal=entry.get("refuse", ""),
    )


def _facts(
    name: str, around: dict[str, Any], entry: dict[str, Any]
) -> tuple[Callable[[Body], dict[str, Any]], ...]:
    return tuple(compile_facts(templates) for part in (around, entry) if (templates := part.get(name)))


def _namings(identify: dict[str, Any], spaces: dict[str, Any]) -> list[Naming]:
    return [_naming(namespace, template, spaces[namespace]) for namespace, template in identify.items()]


def _naming(namespace: str, template: Any, space: dict[str, Any]) -> Naming:
    usual = namespace if namespace in {"email", "phone"} else "plain"
    within = space.get("within")
    return Naming(
        namespace=namespace,
        policy=Policy(space["policy"]),
        entity=Entity(space.get("entity", "person")),
        get=compile_template(template),
        normalise=normaliser(space.get("shape", usual), str(space.get("country", ""))),
        where=paths_in(template),
        within=compile_template(within) if within else None,
    )
