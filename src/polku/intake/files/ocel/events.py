"""An OCEL log's events, each as its customer's: what a process has objects for, Polku has customers for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.ocel.entry import Entry
from polku.intake.files.ocel.json_log import json_entries
from polku.intake.files.ocel.shelf import Customer, Shelf, as_of, moment_of
from polku.intake.files.ocel.sqlite_log import sqlite_entries
from polku.intake.files.ocel.xml_log import xml_entries
from polku.intake.files.opened import Opened, ending
from polku.intake.files.scratch import scratch_folder

_FORMS: Final[dict[str, Callable[[Opened, Path], Iterator[Entry]]]] = {
    "jsonocel": lambda file, folder: json_entries(file),
    "json": lambda file, folder: json_entries(file),
    "xmlocel": lambda file, folder: xml_entries(file),
    "xml": lambda file, folder: xml_entries(file),
    "sqlite": sqlite_entries,
}
ENDINGS: Final = tuple(_FORMS)
_NOTES: Final = 5  # of one kind that are told one by one


def ocel_events(file: Opened, notes: list[str], customers: tuple[str, ...]) -> Iterator[Found]:
    """Each event with its customer and objects; one that several customers share is told of each.

    `customers` are the object types that are customers. UnreadableFile at what can't be read, after what came
    before it.
    """
    with scratch_folder() as folder:
        shelf = Shelf(folder / "shelf.sqlite")
        try:
            fault = _lay_out(file, shelf, folder, notes)
            yield from _numbered(shelf, customers)
        finally:
            shelf.close()
    if fault is not None:
        raise fault


def _lay_out(file: Opened, shelf: Shelf, folder: Path, notes: list[str]) -> UnreadableFile | None:
    wrong: list[str] = []
    fault = None
    try:
        for number, entry in enumerate(_FORMS[ending(file.path)](file, folder)):
            place = entry.line if ending(file.path) == "sqlite" else number
            if problem := shelf.put(entry, place):
                wrong.append(problem)
    except UnreadableFile as unreadable:
        fault = unreadable
    notes += [f"{file.path.name}, {problem}" for problem in wrong[:_NOTES]]
    if len(wrong) > _NOTES:
        notes.append(f"{file.path.name}: {len(wrong) - _NOTES} more objects are not sound")
    return fault


def _numbered(shelf: Shelf, customers: tuple[str, ...]) -> Iterator[Found]:
    number = 0
    for sequence, (line, told, fault) in enumerate(shelf.events(), 1):
        if fault:
            number += 1
            yield Found(number, line, raw=told, fault=fault)
            continue
        event = msgspec.json.decode(told)
        related = [link["objectId"] for link in event.get("relationships") or []]
        found = shelf.customers(related, customers)
        if not found:
            number += 1
            yield Found(number, line, raw=told, fault=_nobody(shelf, related, customers))
        for customer in found:
            number += 1
            yield _told(shelf, Found(number, line, sequence=sequence), event, customer)


def _nobody(shelf: Shelf, related: list[str], customers: tuple[str, ...]) -> str:
    there = {name for name, _, _ in shelf.objects(related)}
    gone = [name for name in related if name not in there]
    if gone:
        return (
            f"the event is related to the object {gone[0]!r}, which the log does not have, and to no customer"
        )
    types = ", ".join(customers)
    return f"no object of the types that the mapping takes for customers ({types}) is related to the event"


def _told(shelf: Shelf, found: Found, event: dict[str, Any], customer: Customer) -> Found:
    """The event as mappings read it: event.attributes.x, customer.id, objects.order.id."""
    moment = moment_of(event["time"])
    links = {link["objectId"]: link.get("qualifier", "") for link in event.get("relationships") or []}
    objects: dict[str, Any] = {}
    for name, kind, changes in shelf.objects([*links]):
        objects.setdefault(kind, {"id": name, "qualifier": links[name]} | as_of(changes, moment))
    ((name, kind, changes),) = shelf.objects([customer[0]])
    attributes = {one["name"]: one.get("value") for one in event.get("attributes") or []}
    found.values = {"id": event["id"], "type": event["type"], "time": event["time"], "attributes": attributes}
    found.values["related"] = [{"id": name, "qualifier": said} for name, said in links.items()]
    found.case = {"customer": {"id": name, "type": kind} | as_of(changes, moment), "objects": objects}
    return found
