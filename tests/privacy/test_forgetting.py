"""Forgetting reaches every byte: afterwards nothing under the data folder or in any column tells of the person."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models

from polku.identity.models import Customer, Identifier
from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.pipeline.drain import drain
from polku.pipeline.forget import forget
from polku.pipeline.subject import known_subject
from polku.privacy import looks
from polku.privacy.export import everything_held
from polku.privacy.models import Erasure, Look
from polku.timeline.log.append import Message
from polku.timeline.models import EncounterRow, Event, InteractionRow, PromiseRow
from tests.people import AINO, KERTTU, VEIKKO
from tests.story import messages, story_source, tell, told

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

WORDS = ("what does a pump cost?", "delete what you know of me")


def veikko() -> int:
    return Identifier.objects.get(value="veikko").customer_id


def row(number: int, source_id: int, **fields: object) -> Message:
    """A story row with any columns; `number` sets it apart and in time."""
    moment = 1_772_500_000_000_000 + number * 60_000_000
    columns = {
        "at": "2026-03-03T01:06:40Z",
        "kind": "asked",
        "side": "customer",
        "touchpoint": "mail-support",
    }
    body = {"table": "story", "file": "story.csv", "line": number, "row": {**columns, **fields}}
    return Message(
        source_id,
        f"row{number:>13}".encode(),
        "row",
        moment,
        moment,
        number,
        json.dumps(body, ensure_ascii=False),
    )


def in_columns(value: str) -> list[str]:
    """Every column of every model that holds the value in any case, as "model.column"."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField, models.BinaryField, models.JSONField)):
                column = [
                    str(_readable(cell)) for cell in model._default_manager.values_list(field.name, flat=True)
                ]
                found += [
                    f"{model._meta.label}.{field.name}" for cell in column if value.lower() in cell.lower()
                ]
    return found


def _readable(cell: object) -> object:
    return bytes(cell).decode("utf-8", "replace") if isinstance(cell, (bytes, memoryview)) else cell


def in_files(value: str) -> list[str]:
    """Every file under the data folder whose bytes hold the value."""
    for connection in connections.all():
        connection.close()
    files = [path for path in Path(settings.HOME).rglob("*") if path.is_file()]
    return [path.name for path in files if value.encode().lower() in path.read_bytes().lower()]


def tell_of_the_cast() -> None:
    tell(AINO.story + KERTTU.story + VEIKKO.story)
    source = story_source()
    told(
        [
            row(
                1,
                source.pk,
                who="veikko",
                name=VEIKKO.name,
                email=VEIKKO.email,
                text=f"call me: {VEIKKO.phone}",
            ),
            row(
                2,
                source.pk,
                who="aino",
                name=AINO.name,
                text=f"my neighbour {VEIKKO.name} said so ({VEIKKO.email})",
            ),
            row(3, source.pk, who="aino", thread="t9", subject=f"about {VEIKKO.email}", about="1042"),
        ]
    )


def test_nothing_of_a_forgotten_person_is_left_in_any_column_or_file() -> None:
    tell_of_the_cast()
    looks.record(None, veikko(), "web:customer")
    forget(veikko(), by="sari")
    for value in (VEIKKO.name, VEIKKO.email, *WORDS, "veikko"):
        assert in_columns(value) == [], value
        assert in_files(value) == [], value
    assert not Look.objects.exists()


def test_a_mention_in_somebody_elses_event_is_taken_out_and_the_rest_stays() -> None:
    tell_of_the_cast()
    forget(veikko(), by="sari")
    bodies = [
        json.loads(body)["row"] for body in Event.objects.exclude(body=None).values_list("body", flat=True)
    ]
    mention = next(told for told in bodies if "neighbour" in told.get("text", ""))
    assert mention["text"] == "my neighbour [erased] said so ([erased])"
    assert mention["name"] == AINO.name
    assert InteractionRow.objects.filter(text="my neighbour [erased] said so ([erased])").count() == 1
    assert EncounterRow.objects.filter(subject="about [erased]", thread="t9").count() == 1


def test_others_keep_all_that_is_theirs() -> None:
    tell_of_the_cast()
    others = InteractionRow.objects.exclude(customer_id=veikko()).count()
    promises = PromiseRow.objects.exclude(customer_id=veikko()).count()
    forget(veikko(), by="sari")
    assert InteractionRow.objects.count() == others
    assert PromiseRow.objects.count() == promises
    assert set(Customer.objects.values_list("name", flat=True)) == {"aino", "kerttu"}


def test_the_same_messages_told_again_bring_nobody_back() -> None:
    tell_of_the_cast()
    source = story_source()
    again = list(messages(AINO.story + KERTTU.story + VEIKKO.story, source.pk))
    forget(veikko(), by="sari")
    assert keep(again).added == 0
    drain()
    assert not Identifier.objects.filter(value="veikko").exists()


def test_what_stands_of_the_person_in_quarantine_goes_whole_and_is_not_told_again() -> None:
    tell_of_the_cast()
    refusals = [
        Refusal(1, "segment", f'{{"traits": {{"e": "{VEIKKO.email}"'.encode(), "cut short", "", 1),
        Refusal(1, "segment", b"\x00\xff" + VEIKKO.name.encode(), f"{VEIKKO.name} is no number", "x", 1),
        Refusal(1, "segment", b"somebody else's", "cut short", "", 1),
    ]
    keep([], refusals)
    forget(veikko(), by="sari")
    assert [bytes(body) for body in Quarantined.objects.order_by("pk").values_list("body", flat=True)] == [
        b"",
        b"",
        b"somebody else's",
    ]
    assert in_columns(VEIKKO.name) == []
    keep([], refusals)
    assert Quarantined.objects.count() == 3
    assert Quarantined.objects.filter(state="waiting").count() == 1


def test_an_address_shared_with_somebody_else_stays_theirs() -> None:
    source = story_source()
    family = "koski.family@posti.example"
    told(
        [
            row(1, source.pk, who="saara koski", name="Saara Koski", email=family),
            row(2, source.pk, who="timo koski", name="Timo Koski", email=family, text="my own words"),
        ]
    )
    saara = Identifier.objects.get(value="saara koski").customer_id
    timo = Identifier.objects.get(value="timo koski").customer_id
    assert saara != timo
    forget(saara, by="sari")
    email = Identifier.objects.get(value=family)
    assert email.customer_id == Identifier.objects.get(value="timo koski").customer_id
    assert InteractionRow.objects.get(text="my own words").customer_id == email.customer_id
    assert in_columns("Saara Koski") == []
    assert family in Event.objects.exclude(body=None).get().body


def test_an_erasure_tells_counts_and_never_who() -> None:
    tell_of_the_cast()
    forgotten = forget(veikko(), by="sari")
    erasure = Erasure.objects.get()
    assert erasure.erased_by == "sari"
    assert erasure.counts["own"]["events"] == forgotten.own["events"] == 4
    assert forgotten.own["interactions"] == 4
    assert forgotten.others["events"] == 2


def test_an_export_hands_over_everything_held() -> None:
    tell_of_the_cast()
    keep([], [Refusal(1, "segment", VEIKKO.email.encode(), "cut short", "", 1)])
    looks.record(None, veikko(), "web:customer")
    looks.flush()
    held = everything_held(known_subject(veikko()))
    assert len(held["events"]) == len(held["interactions"]) == 4
    assert [one.get("subject", "") for one in held["encounters"]]
    assert held["quarantine"][0]["body"] == VEIKKO.email
    assert held["looks"][0]["through"] == "web:customer"
    names = {(one["namespace"], one["value"]) for one in held["identity"][0]["identifiers"]}
    assert ("story.name", "veikko") in names or ("name", "veikko") in names
    assert json.loads(json.dumps(held)) == held


def test_forgetting_somebody_unknown_says_so() -> None:
    with pytest.raises(LookupError, match="no customer 12345"):
        forget(12345, by="sari")
