"""One batch of events, with what it names, claims and tells gathered for writing in bulk."""

from collections.abc import Sequence
from typing import Any

import msgspec

from polku.identity.arrivals import Key, Met, Named, meet, weaken
from polku.identity.groups import UNIQUE, WEAK
from polku.identity.memory import MEMORY, Known
from polku.identity.traits import Facts, note
from polku.touchpoints.reading import Entity, Reference

Pair = tuple[int, int]


class Seen(msgspec.Struct, gc=False):
    """What an event says of who it is about; moments in microseconds UTC."""

    event_id: int
    occurred_at: int
    references: list[Reference]
    traits: dict[str, Any]
    organisation_traits: dict[str, Any]


class Batch:
    """The events of one call, in the log's order, and what is to be written for them."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.seen = seen
        self.primaries: list[Known] = []
        self.births: list[list[int]] = []  # ids named by each event that named somebody new
        self.claims: dict[Pair, tuple[int, int]] = {}  # new or told earlier than known: first_at, event_id
        self.members: dict[Pair, tuple[int, int]] = {}  # (person, organisation): first and last moment
        self.facts: Facts = {}
        self.earlier: dict[int, Known] = {}  # named at an earlier moment than known
        self.weakened: dict[int, Known] = {}
        self.by_id: dict[int, Known] = {}
        self.met = self._meet()
        self.new = self.met.new
        self._named_here = self.met.known
        self._unborn = set(self.new)
        for one in seen:
            self._add(one)

    def _meet(self) -> Met:
        """Find or make every identifier named."""
        remembered = MEMORY.identifiers.get
        met: dict[Key, Known] = {}
        strange: dict[Key, Named] = {}
        for one in self.seen:
            if not one.references:
                raise ValueError(f"event {one.event_id} names nobody")
            for reference in one.references:
                key = (reference.namespace, reference.value)
                if key in met:
                    continue
                known = remembered(key)
                if known is not None and known.customer_id:
                    met[key] = known
                elif key not in strange or one.occurred_at < strange[key].first_at:
                    strange[key] = Named(reference, one.occurred_at)
        if not strange:
            return Met(met, {}, [])
        found = meet(strange)
        found.known.update(met)
        return found

    def _add(self, one: Seen) -> None:
        if len(one.references) == 1:
            known = self._named(one.references[0], one.occurred_at)
            self.primaries.append(known)
            self._born([known])
            self._note(one, known, known)
            return
        people: list[Known] = []
        organisations: list[Known] = []
        for reference in one.references:
            known = self._named(reference, one.occurred_at)
            (organisations if known.entity == Entity.ORGANISATION else people).append(known)
        self._born([*people, *organisations])
        person = self._star(people, one)
        organisation = self._star(organisations, one)
        if person and organisation:
            self._join(person.id, organisation.id, one.occurred_at)
        primary = person or organisation
        if primary is None:
            raise ValueError(f"event {one.event_id} names nobody")
        self.primaries.append(primary)
        self._note(one, person, organisation)

    def _named(self, reference: Reference, occurred_at: int) -> Known:
        known = self._named_here[reference.namespace, reference.value]
        if occurred_at < known.first_at:
            known.first_at = occurred_at
            self.earlier[known.id] = known
        if reference.policy != known.policy and weaken(known, reference.policy):
            self.weakened[known.id] = known
        return known

    def _born(self, named: Sequence[Known]) -> None:
        if self._unborn:
            ids = [one.id for one in named]
            if not self._unborn.isdisjoint(ids):
                self._unborn.difference_update(ids)
                self.births.append(ids)
                self.by_id.update((one.id, one) for one in named)

    def _star(self, named: Sequence[Known], one: Seen) -> Known | None:
        """The strongest, claimed to be the same as each of the others."""
        if len(named) < 2:
            return named[0] if named else None
        centre = strongest(named)
        remembered = MEMORY.claims.get
        for other in named:
            if other is centre:
                continue
            pair = (centre.id, other.id) if centre.id < other.id else (other.id, centre.id)
            first_at = remembered(pair)
            if first_at is None or one.occurred_at < first_at:
                told = self.claims.get(pair)
                if told is None or one.occurred_at < told[0]:
                    self.claims[pair] = (one.occurred_at, one.event_id)
                    self.by_id[centre.id], self.by_id[other.id] = centre, other
        return centre

    def _join(self, person: int, organisation: int, occurred_at: int) -> None:
        first, last = self.members.get((person, organisation), (occurred_at, occurred_at))
        self.members[person, organisation] = (min(first, occurred_at), max(last, occurred_at))

    def _note(self, one: Seen, person: Known | None, organisation: Known | None) -> None:
        if one.traits and person and person.entity == Entity.PERSON:
            note(self.facts, person.id, one.traits, one.occurred_at, one.event_id)
            self.by_id[person.id] = person
        if one.organisation_traits and organisation and organisation.entity == Entity.ORGANISATION:
            note(self.facts, organisation.id, one.organisation_traits, one.occurred_at, one.event_id)
            self.by_id[organisation.id] = organisation


def strongest(named: Sequence[Known]) -> Known:
    """The first unique one, else the first that is not weak, else the first."""
    first = named[0]
    if first.policy == UNIQUE:
        return first
    for one in named:
        if one.policy == UNIQUE:
            return one
        if first.policy == WEAK and one.policy != WEAK:
            first = one
    return first
