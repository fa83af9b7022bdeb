"""The tables of the engine, declared once: as they are made, and as lenses ask for them.

Names (touchpoints, kinds, people of ours …) are integers; the table `name` says what they mean, 0 is "". A
thread or an order's number is told apart by a number made of its digest; its text stays in the store. No
words of customers and no identifiers are here, and of traits only those that the setting segment_traits declares.
"""

from typing import Final

import ibis

Columns = dict[str, str]  # name → Ibis type

# What interactions and encounters have alike.
_DONE: Final[Columns] = {
    "touchpoint": "int32",
    "channel": "int32",
    "thread": "int64",  # 0: none
    "amount": "int64",
    "currency": "int32",
    "felt": "int32",  # the rating in millionths of its scale
    "outcome": "int32",
}
TABLES: Final[dict[str, Columns]] = {
    "interaction": {
        "customer": "int64",
        "number": "int32",  # of the step on the customer's path, from 1
        "before": "int32",  # the touchpoint of the step before; 0 at the first
        "after": "int32",  # the touchpoint of the step after; 0 at the last
        "gap": "int64",  # since the step before; 0 at the first
        "gap_after": "int64",  # until the step after; 0 at the last
        "new_here": "int32",  # 1 where the path comes to this touchpoint for the first time, else 0
        "new_step": "int32",  # 1 where it goes from here to the touchpoint after for the first time, else 0
        **_DONE,
        "occurred_at": "int64",
        "kind": "int32",
        "side": "int32",
        "about": "int64",  # the order, contract or case it is about; 0: none
        "actor": "int32",
        "to": "int32",
        "due_at": "int64",
        "rated": "int64",  # what a rating says that it is of, told apart as threads are (digested.py); 0: nothing
        "automatic": "boolean",
        "partner": "int32",  # the outside partner who did it, or takes over, as its attributes say; 0: none
    },
    "encounter": {
        "customer": "int64",
        **_DONE,
        "opened_at": "int64",
        "last_at": "int64",
        "closed_at": "int64",
        "waiting_for": "int32",
        "waiting_since": "int64",
        "first_asked_at": "int64",
        "first_response": "int64",
        "waited": "int64",
        "questions": "int32",
        "handovers": "int32",
        "complaints": "int32",
        "interactions": "int32",
    },
    "promise": {
        "customer": "int64",
        "touchpoint": "int32",
        "pledge": "int32",
        "made_by": "int32",
        "made_at": "int64",
        "original_due_at": "int64",
        "due_at": "int64",
        "redated": "int32",
        "redated_at": "int64",
        "told_at": "int64",
        "asked_at": "int64",
        "told_before_due": "boolean",
        "told_before_asked": "boolean",
        "done_at": "int64",
        "withdrawn_at": "int64",
    },
    "customer": {
        "customer": "int64",
        "entity": "int32",  # person or organisation
        "known": "boolean",
        "first_at": "int64",
        "last_at": "int64",
        "interactions": "int32",
        "revision": "int64",
    },
    "membership": {"customer": "int64", "organisation": "int64"},
    # What segments are cut by: the newest value of each declared trait (docs/do/cut-customers-into-segments.md).
    "trait": {"customer": "int64", "trait": "int32", "value": "int32"},
    # One row per customer: the whole path, told apart by its marks (paths.py).
    "path": {
        "customer": "int64",
        "steps": "int32",
        "mark": "int64",
        "second_mark": "int64",
        "began_at": "int64",
        "ended_at": "int64",
    },
    # One row per customer: where the path stands, and its rhythm (standing.py).
    "standing": {
        "customer": "int64",
        "touchpoint": "int32",  # the last that counts
        "last_at": "int64",
        "gone": "boolean",  # they said goodbye, and did not come back
        "said_at": "int32",  # the touchpoint where they said so; 0: they did not
        "unheard_at": "int64",  # when they asked what nobody answered; 0: they bought, or heard from us
        "seen_at": "int64",  # the last sign of life; none where they never gave one
        "seen_in": "int32",  # the touchpoint of it
        "longest": "int64",  # that they were away
        "times": "int32",  # away for a day or more
        "again": "int32",  # days on which they bought after the first
        "bought_at": "int64",  # the first time; 0: never
        "bought_last": "int64",
    },
    "name": {"code": "int32", "name": "string"},
}
# Walks of the journeys in force (laying_walks.py); of the copy alone, for a cluster works them out itself.
WALKS: Final[dict[str, Columns]] = {
    "walk_step": {
        "journey": "int64",  # the number of what cuts paths into these walks (walks.mark_of)
        "customer": "int64",
        "walk": "int64",  # its number: the customer's own, or made of the order or thread
        "number": "int32",  # of the step on the customer's path
        "touchpoint": "int32",
        "before": "int32",  # the touchpoint of the step before on the customer's path
        "occurred_at": "int64",
        "mapped": "boolean",  # at a touchpoint of the journey's
        "closing": "boolean",  # with it, the walk came to the journey's end
        "place": "int32",  # of the step on the walk, from 1; 0, as what follows, off the map
        "came_from": "int32",
        "goes_to": "int32",
        "gap": "int64",
        "gap_after": "int64",
        "new_here": "int32",
        "new_step": "int32",
        "away": "int64",  # until the walk's next sign of life; none where the step is no sign
        "kind": "int32",
        "side": "int32",
        "automatic": "boolean",
        "outcome": "int32",
        "thread": "int64",
        "actor": "int32",
        "to": "int32",
        "felt": "int32",
        "rated": "int64",
    },
    # One row per walk: the way it took on the map, and where it stands, as `path` and `standing` tell of customers.
    "walk": {
        "journey": "int64",
        "customer": "int64",
        "walk": "int64",
        "first_there": "int64",  # its first step, and its last, on the map or off it
        "last_there": "int64",
        "steps": "int32",  # on the map
        "mark": "int64",
        "second_mark": "int64",
        "began_at": "int64",
        "done": "boolean",  # it came to the journey's end
        "touchpoint": "int32",
        "last_at": "int64",
        "gone": "boolean",
        "said_at": "int32",
        "unheard_at": "int64",
        "seen_at": "int64",
        "seen_in": "int32",
        "longest": "int64",
        "times": "int32",
        "again": "int32",
        "bought_at": "int64",
        "bought_last": "int64",
    },
}
JOURNEYS: Final[Columns] = {"journey": "int64"}  # those whose walks are laid down
# Columns that hold codes of `name`.
NAMED: Final = {
    "interaction": ("kind", "side", "touchpoint", "channel", "actor", "to", "currency", "outcome", "partner"),
    "encounter": ("touchpoint", "channel", "waiting_for", "currency", "outcome"),
    "promise": ("touchpoint", "pledge", "made_by"),
    "customer": ("entity",),
    "membership": (),
    "trait": ("trait", "value"),
}
OF_CUSTOMERS: Final = tuple(table for table in TABLES if table != "name")


def table(name: str) -> ibis.Table:
    """The table as lenses ask for it, whatever the backend."""
    return ibis.table((TABLES | WALKS | {"journey": JOURNEYS})[name], name=name)


def code(name: str) -> ibis.Table:
    """The number of a name, as the only row of a table; none where the engine does not know it."""
    names = table("name")
    return names.filter(names.name == name).select("code")


# Customers in a part: what changes together is written together, as Parquet (parquet.py).
PART: Final = 65_536
PARTS: Final[Columns] = {
    "number": "int64",
    "version": "int64",
}  # another version whenever any row of it changes
STATE: Final[Columns] = {
    "shape": "int64",  # which TABLES these are
    "position": "int64",
    "turn": "int64",
    "rebuilds": "int64",
    "erasures": "int64",  # forgettings that no file of the engine bears a trace of
    "last_row": "int64",  # of the store's interactions: what came later has a higher number
    "fresh_to": "int64",
}
STATE_TABLE: Final = ibis.table(STATE, name="state")
