"""Hold the interactions of a mapping against the vocabulary."""

from collections.abc import Iterator
from typing import Any

from polku.timeline.vocabulary import CHANNELS, VOCABULARY, Kind, Side
from polku.touchpoints.mappings.document import Document, Path
from polku.touchpoints.mappings.interactions import NEEDED
from polku.touchpoints.mappings.template import is_literal
from polku.touchpoints.mappings.values import COERCERS
from polku.touchpoints.mappings.wrong import Problem, instead


def check_interactions(document: Document) -> Iterator[Problem]:
    """Kinds, sides, channels and needed fields; values that no event can change are coerced now."""
    values = document.values
    defaults = values.get("defaults", {})
    yield from _constants(document, defaults, ("defaults",))
    rules = [(("rules", number), rule) for number, rule in enumerate(values.get("rules", []))]
    for place, rule in [*rules, (("otherwise",), values.get("otherwise", {}))]:
        for number, entry in enumerate(rule.get("interactions", [])):
            where: Path = (*place, "interactions", number)
            yield from _constants(document, entry, where)
            yield from _one(document, entry, {**defaults, **entry}, where)


def _constants(document: Document, entry: dict[str, Any], place: Path) -> Iterator[Problem]:
    for name, coerce in COERCERS.items():
        if name in {"kind", "side", "pledge", "channel"} or not _said(entry, name):
            continue
        try:
            coerced = coerce(entry[name])
        except ValueError as error:
            yield document.problem((*place, name), f"{name}: {error}")
        else:
            if name == "touchpoint" and coerced != entry[name]:
                yield document.problem(
                    (*place, name), f"touchpoint: write {coerced!r}: small letters, digits and hyphens"
                )
    channel = entry.get("channel")
    if _said(entry, "channel") and channel not in CHANNELS:
        yield document.problem(
            (*place, "channel"),
            f"there is no channel {channel!r}{instead(channel, list(CHANNELS), 'Channels')}",
        )


def _said(entry: dict[str, Any], name: str) -> bool:
    """Whether the mapping itself says the value, the same for every event."""
    return name in entry and is_literal(entry[name])


def _one(document: Document, entry: dict[str, Any], merged: dict[str, Any], place: Path) -> Iterator[Problem]:
    if "touchpoint" not in merged:
        yield document.problem(place, "'touchpoint' is missing: say where it happened, here or in `defaults`")
    if "amount" in merged and "currency" not in merged:
        yield document.problem(
            (*place, "amount"), "an amount needs a currency: say `currency:`, here or in `defaults`"
        )
    yield from _pledge(document, entry, place)
    if not is_literal(entry["kind"]):
        return
    kinds = [kind.value for kind in Kind]
    if entry["kind"] not in kinds:
        yield document.problem(
            (*place, "kind"), f"there is no kind {entry['kind']!r}{instead(entry['kind'], kinds, 'Kinds')}"
        )
        return
    kind = Kind(entry["kind"])
    yield from _side(document, kind, entry, place)
    for name in NEEDED.get(kind, ()):
        if name not in merged:
            yield document.problem(place, f"'{name}' is missing: {kind} needs it")


def _side(document: Document, kind: Kind, entry: dict[str, Any], place: Path) -> Iterator[Problem]:
    sides = VOCABULARY[kind].sides
    side = entry.get("side")
    if side is None:
        if len(sides) == 2:
            yield document.problem(place, f"'side' is missing: {kind} can be of the customer or of us")
    elif is_literal(side) and side not in list(Side):
        yield document.problem((*place, "side"), f"there is no side {side!r}; a side is customer or us")
    elif is_literal(side) and side not in sides:
        yield document.problem((*place, "side"), f"{kind} is always of the {sides[0]}; leave `side:` out")


def _pledge(document: Document, entry: dict[str, Any], place: Path) -> Iterator[Problem]:
    pledge = entry.get("pledge")
    ours = [kind.value for kind, known in VOCABULARY.items() if Side.US in known.sides]
    if _said(entry, "pledge") and pledge not in ours:
        yield document.problem(
            (*place, "pledge"),
            f"{pledge!r} can't keep a promise{instead(pledge, ours, 'A pledge is one of')}",
        )
