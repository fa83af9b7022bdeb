"""Shipping: what the worker folded since the last time, brought into the columnar copy.

The customer's revision is the watermark: every batch writes the log's position on each customer it touched. Where
interactions only came, each after all that were there, they are appended (decision 0027); the rows of others are
replaced whole. Who is gone (merged, forgotten) and what was read anew are found by comparing the sums of both sides,
whenever somebody was merged, forgotten or read anew, and once a minute.
"""

import logging
import time
from typing import Any, Final

import msgspec

from polku.engine.copying import copying, counted
from polku.engine.file import EngineFile, State
from polku.engine.laying import lay, lay_paths
from polku.engine.laying_walks import are_laid, lay_journeys
from polku.engine.naming import Names
from polku.engine.parts import new_versions
from polku.engine.selects import STATE, SUMS, select
from polku.engine.store import Snapshot, snapshot
from polku.engine.tables import NAMED, OF_CUSTOMERS, WALKS
from polku.engine.touched import bring_touched
from polku.lib.clock import now
from polku.timeline.log.read import last_position
from polku.timeline.models import Event

log = logging.getLogger(__name__)
_AT_LEAST: Final = 60.0  # seconds between two comparisons of the sums, which read every customer


def ship(file: EngineFile) -> bool:
    """Bring the copy up to the store; whether anything had changed.

    While the log is read anew the copy stays as it was: half a rebuild is no answer.
    """
    began, told = now(), last_position()
    before = file.state()
    with snapshot() as store:
        there = store.table(STATE).to_pylist()
        if not there or there[0]["rebuilding"]:
            file.fresh_to = file.fresh_to if told else began
            return False
        del there[0]["rebuilding"]
        position = there[0]["position"]
        fresh_to = began if position >= told else _received_at(position)
        state = State(**there[0], fresh_to=fresh_to)
        if (before.position, before.turn, before.erasures) == (position, state.turn, state.erasures):
            file.fresh_to = max(file.fresh_to, state.fresh_to)
            return _bring_journeys(file)
        _bring(file, store, before, state)
    file.fresh_to = state.fresh_to
    if before.erasures not in (-1, state.erasures):
        file.rewrite()
        with file.writing() as cursor:
            _write(cursor, state)
    return True


def ship_whole(file: EngineFile) -> None:
    """The copy made anew, from nothing."""
    with file.writing() as cursor:
        _write(cursor, State())
    ship(file)


def _bring(file: EngineFile, store: Snapshot, before: State, state: State) -> None:
    with file.writing() as cursor:
        # A rebuild may give every customer the revision and the sums they had, and other interactions.
        since = before.position if _follows(before, state) else -1
        merges = int(store.row("SELECT COALESCE(MAX(id), 0) AS merges FROM identity_merge")["merges"])
        comparing = _may_be_gone(file, merges, before, state)
        if since >= 0:
            bring_touched(cursor, store, since, before.last_row)
            if comparing and _sums(cursor) != store.row(SUMS + "identity_customer"):
                _forget_the_gone(cursor, store)
        if since < 0 or (comparing and _sums(cursor) != store.row(SUMS + "identity_customer")):
            _replace_all(cursor, store, file)
        if before.erasures not in (-1, state.erasures):
            _drop_unused_names(cursor)
            # Said only once the file is rewritten: until then, it bears traces.
            state = msgspec.structs.replace(state, erasures=before.erasures)
        lay_journeys(cursor)
        _write(cursor, state)
    if comparing:
        file.compared = (merges, time.monotonic())


def _bring_journeys(file: EngineFile) -> bool:
    """Walks of the journeys that were declared, changed or retired since; whether any was."""
    with file.reading() as cursor:
        if are_laid(cursor):
            return False
    with file.writing() as cursor:
        lay_journeys(cursor)
    return True


def _follows(before: State, state: State) -> bool:
    """Whether the store went on from there: no rebuild came between, and no backup was put back."""
    there = (before.position, before.last_row) <= (state.position, state.last_row)
    return before.rebuilds == state.rebuilds and there


def _may_be_gone(file: EngineFile, merges: int, before: State, state: State) -> bool:
    """Whether customers may be no more, without another having been touched: those merged are, with who took them in."""
    known, compared_at = file.compared
    changed = (merges, before.erasures, before.rebuilds) != (known, state.erasures, state.rebuilds)
    return changed or time.monotonic() >= compared_at + _AT_LEAST


def _replace_all(cursor: Any, store: Snapshot, file: EngineFile) -> None:
    """The rows of all customers. It takes minutes where there are many, so it says how far it is."""
    for table in (*OF_CUSTOMERS, *WALKS, "journey"):
        cursor.execute(f"DELETE FROM {table}")
    all_of_them = store.row("SELECT COALESCE(SUM(interactions), 0) AS interactions FROM identity_customer")
    with copying(file.path.parent, int(all_of_them["interactions"])) as told:
        names = Names(cursor)
        for table, rows in zip(NAMED, store.each(*(select(table, None) for table in NAMED)), strict=True):
            lay(cursor, names, table, counted(rows, told) if table == "interaction" else rows)
        lay_paths(cursor)
    cursor.execute("DELETE FROM part")
    new_versions(cursor, "customer")


def _forget_the_gone(cursor: Any, store: Snapshot) -> None:
    """Customers who are no more: merged into others, or forgotten."""
    cursor.register("told", store.table("SELECT id AS customer FROM identity_customer"))
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS SELECT customer FROM customer WHERE customer NOT IN (FROM told)"
    )
    cursor.unregister("told")
    new_versions(cursor, "touched")
    for table in (*OF_CUSTOMERS, *WALKS):
        cursor.execute(f"DELETE FROM {table} WHERE customer IN (FROM touched)")
    cursor.execute("DELETE FROM membership WHERE organisation IN (FROM touched)")


def _sums(cursor: Any) -> dict[str, int]:
    (found,) = cursor.execute(SUMS + "customer").fetchall()
    return dict(zip(("customers", "interactions", "revisions"), found, strict=True))


def _drop_unused_names(cursor: Any) -> None:
    """Names that only the forgotten used."""
    used = " UNION ".join(
        f'SELECT "{column}" FROM {table}' for table, columns in NAMED.items() for column in columns
    )
    cursor.execute(f"DELETE FROM name WHERE code <> 0 AND code NOT IN ({used})")


def _write(cursor: Any, state: State) -> None:
    columns = ", ".join(f"{name} = ?" for name in state.__struct_fields__)
    cursor.execute(f"UPDATE state SET {columns}", list(msgspec.structs.astuple(state)))


def _received_at(position: int) -> int:
    """When the last event that is in the derived tables came; 0 where none has."""
    return Event.objects.filter(pk=position).values_list("received_at", flat=True).first() or 0
