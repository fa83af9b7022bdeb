"""A part of a log as other tools know one: who, what and when in text, nobody's name among them."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from polku.lib.money import to_decimal
from polku.surfaces.event_logs.codes import code, codes, identifiers
from polku.touchpoints.journeys.places import places
from polku.workspace.models import Team

_TEXT: Final = pa.string()
_MOMENT: Final = pa.timestamp("us", "UTC")
# case: the walk. step: its number in the walk. team: who answers for the touchpoint, or the team that acted. resource: see Writing.
SCHEMA: Final = pa.schema(
    [
        ("case", _TEXT), ("step", pa.int32()), ("activity", _TEXT), ("timestamp", _MOMENT), ("lifecycle", _TEXT), ("team", _TEXT),
        ("resource", _TEXT), ("customer", _TEXT), ("kind", _TEXT), ("side", _TEXT), ("channel", _TEXT),
        ("thread", _TEXT), ("about", _TEXT), ("to", _TEXT), ("due_at", _MOMENT), ("outcome", _TEXT),
        ("rating", pa.float64()), ("amount", _TEXT), ("currency", _TEXT), ("automatic", pa.bool_()),
    ]
)  # fmt: skip


class Spelling:
    """How numbers become words in one log.

    `identified`: customers by an identifier instead of a code. `resources`: which of us acted, as a code that
    holds within this log alone, so that nobody can be followed from one to the next.
    """

    def __init__(self, identified: bool = False, resources: bool = False) -> None:
        self.identified = identified
        self._resources = secrets.token_bytes(32) if resources else b""
        self._teams = set(Team.objects.values_list("name", flat=True))
        self._owners = {name: place.owner for name, place in places().items()}

    def customers(self, numbers: Sequence[int]) -> list[str]:
        """Codes or identifiers; "" for 0."""
        if not self.identified:
            return codes("customer", numbers)
        there = [one for one in numbers if one]
        spelled = dict(zip(there, identifiers(there), strict=True))
        return [spelled.get(one, "") for one in numbers]

    def lines(self, part: pa.Table) -> pa.Table:
        """The part as SCHEMA has it."""
        customer = _each(part.column("customer"), self.customers)
        walk = pc.if_else(pc.equal(part.column("walk"), part.column("customer")), 0, part.column("walk"))
        walks = _each(walk, lambda numbers: codes("walk", numbers))
        told = {
            "case": pc.if_else(pc.equal(walks, ""), customer, walks),
            "step": part.column("number"),
            "activity": part.column("touchpoint"),
            "timestamp": part.column("occurred_at").cast(_MOMENT),
            "lifecycle": pa.repeat("complete", part.num_rows),
            "team": self._team(part),
            "resource": _each(part.column("actor"), self._resource),
            "customer": customer,
            "thread": _each(part.column("thread"), lambda numbers: codes("case", numbers)),
            "about": _each(part.column("about"), lambda numbers: codes("order", numbers)),
            "to": _each(part.column("to"), self._whom),
            "due_at": part.column("due_at").cast(_MOMENT),
            "rating": pc.divide(part.column("felt").cast(pa.float64()), 1e6),
            "amount": _amounts(part),
            "automatic": pc.fill_null(part.column("automatic"), False),
        }
        plain = {name: part.column(name) for name in SCHEMA.names if name not in told}
        return pa.table({**told, **plain}).select(SCHEMA.names).cast(SCHEMA)

    def _team(self, part: pa.Table) -> pa.Array:
        acted = _each(
            part.column("actor"), lambda names: [name if name in self._teams else "" for name in names]
        )
        owner = _each(part.column("touchpoint"), lambda names: [self._owners.get(name, "") for name in names])
        return pc.if_else(pc.equal(acted, ""), owner, acted)

    def _resource(self, names: Sequence[str]) -> list[str]:
        if not self._resources:
            return [""] * len(names)
        return [code("resource", name, key=self._resources) if name else "" for name in names]

    def _whom(self, names: Sequence[str]) -> list[str]:
        """A team by its name; a colleague never by theirs."""
        coded = self._resource(names)
        return [name if name in self._teams else other for name, other in zip(names, coded, strict=True)]


def _each(column: pa.ChunkedArray, spell: Callable[[Sequence[Any]], list[str]]) -> pa.Array:
    """The column with every different value spelled once."""
    encoded = (column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column).dictionary_encode()
    spelled = pa.array(spell(encoded.dictionary.to_pylist()), _TEXT)
    return spelled.take(encoded.indices)


def _amounts(part: pa.Table) -> pa.Array:
    """Money in the currency's units, as text; none where there is none."""
    rows = zip(part.column("amount").to_pylist(), part.column("currency").to_pylist(), strict=True)
    return pa.array(
        [None if amount is None else str(to_decimal(amount, unit)) for amount, unit in rows], _TEXT
    )
