"""Forgetting reaches every byte: afterwards nothing under the data folder or in any column tells of the person."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models

from polku.identity.models import Customer, Identifier
from polku.intake.acts import record_decision
from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.pipeline.drain import drain
from polku.pipeline.forget import forget
from polku.pipeline.rebuild import rebuild
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


def derived() -> dict[str, list[tuple[object, ...]]]:
    """What is derived, by names that a rebuild does not change."""
    names = {one.customer_id: one.value for one in Identifier.objects.order_by("-pk")}
    return {
        "identifiers": sorted(Identifier.objects.values_list("namespace", "value", "first_at", "crowded")),
        "customers": sorted(
            Customer.objects.values_list("name", "known", "first_at", "last_at", "interactions")
        ),
        "interactions": sorted(
            (names[row.customer_id], row.event_id, row.ordinal, row.text, row.subject)
            for row in InteractionRow.objects.all()
        ),
        "encounters": sorted(
            (names[row.customer_id], row.touchpoint, row.thread, row.opened_at, row.subject)
            for row in EncounterRow.objects.all()
        ),
        "promises": sorted(
            (names[row.customer_id], row.reference, row.pledge, row.made_at)
            for row in PromiseRow.objects.all()
        ),
    }


def test_a_rebuild_after_forgetting_gives_the_same_and_nobody_back() -> None:
    tell_of_the_cast()
    forget(veikko(), by="sari")
    before = derived()
    rebuild()
    assert derived() == before


def test_a_shared_address_is_the_others_after_a_rebuild_too() -> None:
    source = story_source()
    family = "koski.family@posti.example"
    told(
        [
            row(1, source.pk, who="saara koski", email=family),
            row(2, source.pk, who="timo koski", email=family),
            row(3, source.pk, email=family, text="which of us wrote this?"),
        ]
    )
    forget(Identifier.objects.get(value="saara koski").customer_id, by="sari")
    before = derived()
    rebuild()
    assert derived() == before
    assert [one[1] for one in before["identifiers"]] == [family, "timo koski"]


def test_who_comes_back_afterwards_begins_anew() -> None:
    tell_of_the_cast()
    forget(veikko(), by="sari")
    told([row(99, story_source().pk, who="veikko", text="I am back")])
    assert [one.text for one in InteractionRow.objects.filter(customer_id=veikko())] == ["I am back"]
    assert Customer.objects.get(pk=veikko()).interactions == 1


def test_what_people_decided_about_the_person_goes_from_the_log_too() -> None:
    tell_of_the_cast()
    ends = [Identifier.objects.get(value=value) for value in ("veikko", "kerttu")]
    record_decision("apart", ends[0], ends[1], "sari", "Veikko is her neighbour")
    drain()
    forget(veikko(), by="sari")
    assert in_columns("neighbour") == [
        "timeline.Event.body",
        "timeline.InteractionRow.text",
    ]  # aino's own words
    assert in_columns("veikko") == []


def test_an_event_that_is_nobodys_goes_whole() -> None:
    tell_of_the_cast()
    told([row(7, story_source().pk, text=f"nobody is named here, but {VEIKKO.email} is")])
    refused = Quarantined.objects.get()
    forget(veikko(), by="sari")
    assert Event.objects.get(pk=refused.event_id).body is None
    assert in_columns(VEIKKO.email) == []


def test_names_and_addresses_of_long_ago_are_taken_out_of_what_others_told() -> None:
    source = story_source()
    told(
        [
            row(1, source.pk, who="veikko", name="Veikko Entinen", email=VEIKKO.email),
            row(2, source.pk, who="veikko", name=VEIKKO.name),
            row(3, source.pk, who="aino", text="Veikko Entinen, now VEIKKO UNOHDETTAVA"),
        ]
    )
    forget(veikko(), by="sari")
    assert InteractionRow.objects.get(text__contains="now").text == "[erased], now [erased]"


def test_two_whose_addresses_were_erased_are_not_taken_for_one() -> None:
    source = story_source()
    told([row(1, source.pk, who=who, email="[erased]") for who in ("aino", "kerttu")])
    assert Identifier.objects.filter(value__contains="erased").count() == 0


def test_a_name_that_one_of_us_bears_stays_where_we_acted() -> None:
    source = story_source()
    told(
        [
            row(1, source.pk, who="mikko-77", name="Mikko Lampi"),
            row(2, source.pk, who="aino", kind="answered", side="us", actor="Mikko Lampi"),
        ]
    )
    forget(Identifier.objects.get(value="mikko-77").customer_id, by="sari")
    assert InteractionRow.objects.get().actor == "Mikko Lampi"
