"""A compiled mapping: reads one event into a Reading. Pure; knows no Django."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final

import msgspec

from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.heads import with_plain_heads
from polku.touchpoints.mappings.interactions import Maker, Manner, Told
from polku.touchpoints.mappings.moments import to_moment, zone_named
from polku.touchpoints.mappings.people import Normaliser
from polku.touchpoints.mappings.select import Test
from polku.touchpoints.mappings.tables import Table
from polku.touchpoints.mappings.template import Body, Getter, as_word, missing
from polku.touchpoints.reading import Entity, Policy, Reading, Reference, Unreadable

__all__ = ["Reader", "Told"]

_PLACES_NAMED: Final = 3  # of the places where a value was looked for
Facts = Callable[[Body], dict[str, Any]]


class Naming(msgspec.Struct, frozen=True, gc=False):
    """How one identifier is taken from an event."""

    namespace: str
    policy: Policy
    entity: Entity
    get: Getter
    normalise: Normaliser
    where: str
    within: Getter | None = None


class Rule(msgspec.Struct, frozen=True, gc=False):
    """What is made of the events that a rule takes."""

    test: Test | None
    namings: tuple[Naming, ...]
    otherwise_namings: tuple[Naming, ...]  # taken where `namings` name nobody
    traits: tuple[Facts, ...]
    organisation_traits: tuple[Facts, ...]
    makers: tuple[Maker, ...]
    refusal: str = ""


class Doubt(msgspec.Struct, frozen=True):
    """A fault in the data that is kept and shown."""

    test: Test
    reason: str


class Reader:
    """A mapping, compiled. `read` raises Unreadable for what it can't read; the other functions are for doors."""

    def __init__(
        self,
        name: str,
        title: str,
        forms: frozenset[str],
        pick: Callable[[Body, tzinfo], Rule],
        tables: dict[str, Table],
        table: Table,
        doubts: tuple[Doubt, ...],
        time_zone: str,
        manner: Manner,
        customers: tuple[str, ...] = (),
        touchpoint: Getter | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.forms = forms
        self.customers = customers
        self.tables = tables
        self.time_zone = time_zone
        self._pick = pick
        self._table = table
        self._doubts = doubts
        self._zone = zone_named(time_zone) if time_zone else None
        self._manner = manner
        self._touchpoint = touchpoint

    def read(self, told: Told) -> Reading:
        """Whom the event is about, what is known of them and what happened."""
        try:
            return self._read(told)
        except Unreadable as unreadable:
            unreadable.where = placed(told.body, unreadable.where)
            raise

    def _read(self, told: Told) -> Reading:
        if told.form not in self.forms:
            raise Unreadable(
                f"the mapping {self.name} reads {', '.join(sorted(self.forms))}, not {told.form}", "form"
            )
        body = self._seen(told.body)
        if body is not told.body:
            told = msgspec.structs.replace(told, body=body)
        zone = self._zone or zone_named(told.time_zone)
        rule = self._pick(body, zone)
        if rule.refusal:
            raise Unreadable(rule.refusal)
        references = _references(rule.namings, body) or _references(rule.otherwise_namings, body)
        traits: dict[str, Any] = {}
        for facts in rule.traits:
            traits |= facts(body)
        organisation_traits: dict[str, Any] = {}
        for facts in rule.organisation_traits:
            organisation_traits |= facts(body)
        interactions: list[Interaction] = []
        for make in rule.makers:
            make(told, zone, interactions)
        return Reading(
            references=references,
            traits=traits,
            organisation_traits=organisation_traits,
            interactions=interactions,
        )

    def message_id(self, form: str, body: Body) -> str | None:
        """The event's own id by the mapping's `id:`; None where it declares none or the event has none."""
        get = self._table_of(body).id
        value = get(self._seen(body)) if get else None
        return None if missing(value) else as_word(value) or None

    def moment(self, body: Body, time_zone: str) -> int | None:
        """When it happened by the mapping's `time:`; None where it declares none. Unreadable without a time."""
        table = self._table_of(body)
        if table.time is None:
            return None
        value = table.time(self._seen(body))
        if missing(value):
            raise Unreadable("there is no time", placed(body, table.time_where))
        try:
            return to_moment(value, self._zone or zone_named(time_zone), self._manner.time_formats)
        except ValueError as error:
            raise Unreadable(str(error), placed(body, table.time_where)) from error

    def touchpoint_word(self, body: Body) -> str:
        """The event's own word for its touchpoint, where every event tells one; else ""."""
        value = self._touchpoint(self._seen(body)) if self._touchpoint else None
        return "" if missing(value) else as_word(value)

    def doubts(self, body: Body, time_zone: str) -> list[str]:
        """The faults in this event that the mapping knows of: it is kept, and they are shown."""
        if not self._doubts:
            return []
        zone = self._zone or zone_named(time_zone)
        seen = self._seen(body)
        return [doubt.reason for doubt in self._doubts if doubt.test(seen, zone)]

    def _seen(self, body: Body) -> Body:
        """The body as the mapping's paths go through it."""
        return with_plain_heads(body) if self._manner.plain_heads else body

    def _table_of(self, body: Body) -> Table:
        return self.tables.get(str(body.get("table")), self._table) if self.tables else self._table


def _references(namings: tuple[Naming, ...], body: Body) -> list[Reference]:
    references: list[Reference] = []
    for naming in namings:
        value = naming.get(body)
        if value is None:
            continue
        try:
            normal = naming.normalise(value)
        except ValueError as error:
            raise Unreadable(f"{naming.namespace}: {error}", naming.where) from error
        if normal:
            namespace = naming.namespace
            if naming.within is not None:
                namespace = f"{namespace}@{as_word(naming.within(body))}"[:60]
            reference = Reference(namespace, normal, naming.policy, naming.entity)
            if reference not in references:
                references.append(reference)
    return references


def placed(body: Body, where: str) -> str:
    """`where` with the file and line it stands on, for what came from a file; of many places, the first."""
    places = where.split(" ?? ")
    if len(places) > _PLACES_NAMED:
        where = " ?? ".join([*places[:_PLACES_NAMED], "…"])
    if "line" not in body or "file" not in body:
        return where
    return f"{body['file']}, line {body['line']}: {where}".removesuffix(": ")
