"""One small shop's log in OCEL's three forms, and what is found in it."""

import json
import sqlite3
from pathlib import Path
from typing import Any, Final

import pytest

from polku.intake.files.formats import form_of, parser_of
from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import opened
from polku.intake.files.tests.writing import write

TYPES: Final = ("customer", "company")
# Aino orders two things; one is packed. o1 leads to her, i1 to o1: so the packing of i1 is of her order.
OBJECTS: Final[list[dict[str, Any]]] = [
    {"id": "aino", "type": "customer", "attributes": [
        {"name": "city", "time": "1970-01-01T00:00:00Z", "value": "Turku"},
        {"name": "city", "time": "2026-03-03T00:00:00Z", "value": "Oulu"},
    ]},
    {"id": "o1", "type": "order", "relationships": [{"objectId": "aino", "qualifier": "placed by"}]},
    {"id": "i1", "type": "item", "relationships": [{"objectId": "o1", "qualifier": "part of"}]},
    {"id": "lamp", "type": "product"},
]  # fmt: skip


def event(name: str, kind: str, day: int, *about: str, **attributes: str) -> dict[str, Any]:
    """Something that happened at nine on a day of March."""
    return {
        "id": name, "type": kind, "time": f"2026-03-{day:02}T09:00:00Z",
        "attributes": [{"name": key, "value": value} for key, value in attributes.items()],
        "relationships": [{"objectId": one, "qualifier": "of"} for one in about],
    }  # fmt: skip


EVENTS: Final = [event("e1", "place order", 2, "o1", "aino", price="3.50"), event("e2", "pack item", 4, "i1")]


def as_json(path: Path, events: list[Any] = EVENTS, objects: list[Any] = OBJECTS) -> Path:
    log = {"objectTypes": [], "eventTypes": [], "events": events, "objects": objects}
    return write(path, json.dumps(log, indent=1))


def as_xml(path: Path) -> Path:
    told = ['<?xml version="1.0"?><log><object-types/><events>']
    for of, entries in (("event", EVENTS), ("object", OBJECTS)):
        for one in entries:
            time = f' time="{one["time"]}"' if of == "event" else ""
            told.append(f'<{of} id="{one["id"]}" type="{one["type"]}"{time}><attributes>')
            for value in one.get("attributes", []):
                told.append(
                    f'<attribute name="{value["name"]}" time="{value.get("time", "")}">{value["value"]}</attribute>'
                )
            told.append("</attributes><objects>")
            for link in one.get("relationships", []):
                told.append(f'<relationship object-id="{link["objectId"]}" qualifier="{link["qualifier"]}"/>')
            told.append(f"</objects></{of}>")
        told.append("</events><objects>" if of == "event" else "</objects></log>")
    return write(path, "\n".join(told))


def as_sqlite(path: Path) -> Path:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    with sqlite3.connect(plain) as log:
        log.executescript("""
            CREATE TABLE event_map_type (ocel_type, ocel_type_map); CREATE TABLE object_map_type (ocel_type, ocel_type_map);
            CREATE TABLE event (ocel_id, ocel_type); CREATE TABLE object (ocel_id, ocel_type);
            CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);
            CREATE TABLE object_object (ocel_source_id, ocel_target_id, ocel_qualifier);
            CREATE TABLE event_PlaceOrder (ocel_id, ocel_time, price); CREATE TABLE event_PackItem (ocel_id, ocel_time);
            CREATE TABLE object_Customer (ocel_id, ocel_time, city, ocel_changed_field); CREATE TABLE object_Order (ocel_id, ocel_time);
            CREATE TABLE object_Item (ocel_id, ocel_time); CREATE TABLE object_Product (ocel_id, ocel_time);
            INSERT INTO event_map_type VALUES ('place order', 'PlaceOrder'), ('pack item', 'PackItem');
            INSERT INTO object_map_type VALUES ('customer', 'Customer'), ('order', 'Order'), ('item', 'Item'), ('product', 'Product');
            INSERT INTO event VALUES ('e1', 'place order'), ('e2', 'pack item');
            INSERT INTO event_PlaceOrder VALUES ('e1', '2026-03-02T09:00:00Z', '3.50');
            INSERT INTO event_PackItem VALUES ('e2', '2026-03-04T09:00:00Z');
            INSERT INTO object VALUES ('aino', 'customer'), ('o1', 'order'), ('i1', 'item'), ('lamp', 'product');
            INSERT INTO object_Customer VALUES ('aino', '1970-01-01T00:00:00Z', 'Turku', NULL), ('aino', '2026-03-03T00:00:00Z', 'Oulu', 'city');
            INSERT INTO event_object VALUES ('e1', 'o1', 'of'), ('e1', 'aino', 'of'), ('e2', 'i1', 'of');
            INSERT INTO object_object VALUES ('o1', 'aino', 'placed by'), ('i1', 'o1', 'part of');
        """)
    log.close()
    return plain if plain == path else write(path, plain.read_bytes())


def find(path: Path) -> tuple[list[Found], list[str]]:
    notes: list[str] = []
    with opened(path) as file:
        return list(parser_of(path, form_of(path, ["ocel"]), TYPES)(file, notes)), notes


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("shop.jsonocel", as_json), ("shop.json.gz", as_json), ("shop.xmlocel", as_xml), ("shop.xml.gz", as_xml),
        ("shop.sqlite", as_sqlite), ("shop.sqlite.gz", as_sqlite),
    ],
)  # fmt: skip
def test_the_three_forms_tell_the_same_of_the_customer_that_an_events_objects_lead_to(
    tmp_path: Path, name: str, make: Any
) -> None:
    (ordered, packed), notes = find(make(tmp_path / name))
    assert (ordered.values, ordered.case, ordered.sequence) == (
        {
            "id": "e1", "type": "place order", "time": "2026-03-02T09:00:00Z", "attributes": {"price": "3.50"},
            "related": [{"id": "o1", "qualifier": "of"}, {"id": "aino", "qualifier": "of"}],
        },
        {
            "customer": {"id": "aino", "type": "customer", "city": "Turku"},
            "objects": {
                "order": {"id": "o1", "qualifier": "of"},
                "customer": {"id": "aino", "qualifier": "of", "city": "Turku"},
            },
        },
        1,
    )  # fmt: skip
    # Two relations further on, and two days later: she has moved.
    assert packed.case == {
        "customer": {"id": "aino", "type": "customer", "city": "Oulu"},
        "objects": {"item": {"id": "i1", "qualifier": "of"}},
    }
    assert notes == []


def test_an_event_that_two_customers_share_is_told_of_each_and_the_first_type_counts(tmp_path: Path) -> None:
    people = [
        {"id": name, "type": kind} for name, kind in (("a", "customer"), ("b", "customer"), ("c", "company"))
    ]
    found, _ = find(as_json(tmp_path / "t.json", [event("e1", "met", 2, "c", "b", "a")], people))
    assert [(one.number, one.case["customer"]["id"]) for one in found if one.case] == [(1, "b"), (2, "a")]


def test_what_leads_to_too_many_leads_to_nobody(tmp_path: Path) -> None:
    lamps = [{"objectId": "lamp", "qualifier": "buys"}]
    people = [{"id": f"p{n}", "type": "customer", "relationships": lamps} for n in range(101)]
    found, _ = find(as_json(tmp_path / "t.json", [event("e1", "recall", 2, "lamp")], [*people, OBJECTS[-1]]))
    assert [one.fault for one in found] == [
        "no object of the types that the mapping takes for customers (customer, company) is related to the event"
    ]


def test_a_broken_event_keeps_its_reason_and_the_others_come_in(tmp_path: Path) -> None:
    events = [
        {"type": "met", "time": "2026-03-02T09:00:00Z"}, "?", EVENTS[0], event("e1", "met", 3, "aino"),
        event("e3", "met", 3, "nobody"), {**EVENTS[1], "relationships": "i1"}, EVENTS[1], event("e9", "met", 9, "gone", "aino"),
    ]  # fmt: skip
    objects = [*OBJECTS, {"id": "aino", "type": "robot"}, {"id": "x"}]
    found, notes = find(as_json(tmp_path / "t.json", events, objects))
    assert [(one.number, one.fault or one.values["id"]) for one in found] == [
        (1, "it has no id"),
        (2, "it must be a JSON object"),
        (3, "e1"),
        (4, "the event id 'e1' is told twice"),
        (5, "the event is related to the object 'nobody', which the log does not have, and to no customer"),
        (6, "its relationships are not a list of objects that each have objectId"),
        (7, "e2"),
        (8, "e9"),  # one relation leads nowhere, another to her
    ]
    assert json.loads(found[0].raw) == events[0]
    assert [note.partition(": ")[2] for note in notes] == [
        "the object 'aino' is told twice; the first counts", "it has no type"
    ]  # fmt: skip


def test_a_log_that_ends_too_early_gives_what_came_before_and_the_line(tmp_path: Path) -> None:
    text = json.dumps({"objects": OBJECTS, "events": EVENTS}, indent=1)
    path = write(tmp_path / "t.json", text[: text.rindex('"pack item"')])
    found: list[Found] = []
    with opened(path) as file, pytest.raises(UnreadableFile, match=r"not sound JSON at line \d\d"):
        found.extend(parser_of(path, "ocel", TYPES)(file, []))
    assert [one.values["id"] for one in found] == ["e1"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.json", '{"ocel:events": {}}', "OCEL 1.0"),
        ("t.json", '{"a": 1}', "neither events nor objects"),
        ("t.json", "[]", "{ was expected"),
        ("t.xml", "<log><x/></log>", "neither events nor objects"),
        ("t.xml", "<log><events><event></log>", "not sound XML at line 1"),
        ("t.xmlocel", '<!DOCTYPE log [<!ENTITY a "x">]><log/>', "document type"),
        ("t.sqlite", "hello, this is no database at all", "can't be read as OCEL 2.0 in SQLite"),
        ("t.sqlite", "", "no such table"),
    ],
)
def test_what_is_no_ocel_is_told_so(tmp_path: Path, name: str, content: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        find(write(tmp_path / name, content))


def test_a_long_log_is_read_block_by_block(tmp_path: Path) -> None:
    events = [
        event(f"e{n}", "met", 2, "aino", note="ä" * 300) for n in range(2_000)
    ]  # a megabyte, cut within letters
    found, _ = find(as_json(tmp_path / "t.json", events))
    assert [one.values["id"] for one in found] == [f"e{n}" for n in range(2_000)]
    assert {one.values["attributes"]["note"] for one in found} == {"ä" * 300}
