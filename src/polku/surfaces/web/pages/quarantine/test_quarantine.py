"""Quarantine: chosen, shown whole, mended, replayed, dismissed."""

import json

import pytest
from django.test import Client

from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.intake.sources import add_source
from polku.lib.clock import now
from polku.timeline.log.append import Message
from polku.timeline.models import Event, Source
from polku.workspace.models import Person

pytestmark = pytest.mark.django_db(databases="__all__")
GOOD = json.dumps(
    {"type": "track", "event": "Asked", "userId": "1", "messageId": "m1", "timestamp": "2026-03-02T09:00:00Z"}
)


@pytest.fixture
def source() -> Source:
    return add_source("Web shop", "segment")


def refuse(source: Source, body: bytes, reason: str = "not JSON", **more: object) -> Quarantined:
    keep([], [Refusal(source.pk, "segment/track", body, reason, "body", now(), **more)])  # type: ignore[arg-type]
    return Quarantined.objects.latest("pk")


def test_an_empty_quarantine_is_told_kindly(sari: Client, part: dict[str, str]) -> None:
    assert "Nothing waits here" in sari.get("/quarantine").content.decode()
    assert b"<html" not in sari.get("/quarantine", headers=part).content


def test_it_is_chosen_by_source_state_and_reason(sari: Client, source: Source) -> None:
    refuse(source, b"{", "not JSON at all")
    assert "not JSON at all" in sari.get(f"/quarantine?source={source.pk}").content.decode()
    assert "Nothing like that" in sari.get("/quarantine?state=dismissed").content.decode()
    assert "Nothing like that" in sari.get("/quarantine?reason=other").content.decode()


@pytest.mark.parametrize(
    "nonsense", ["state=x", "source=-1", "source=99999999999999999999", "page=zzz", "reason=%00"]
)
def test_a_nonsense_choice_is_no_fault(sari: Client, source: Source, nonsense: str) -> None:
    assert sari.get(f"/quarantine?{nonsense}").status_code == 200


def test_one_is_shown_whole_whatever_it_is(sari: Client, source: Source, part: dict[str, str]) -> None:
    row = refuse(source, b"\xff\x00<script>alert(1)</script>")
    page = sari.get(f"/quarantine/{row.pk}").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert b"<html" not in sari.get(f"/quarantine/{row.pk}", headers=part).content


def test_mended_and_replayed_it_is_in_the_log(sari: Client, source: Source) -> None:
    row = refuse(source, b"{broken")
    assert sari.post(f"/quarantine/{row.pk}/replay", {"mended": GOOD}).status_code == 302
    row.refresh_from_db()
    assert (row.state, Event.objects.count()) == ("replayed", 1)


def test_what_is_still_broken_stays_with_what_was_written(sari: Client, source: Source) -> None:
    row = refuse(source, b"{broken")
    response = sari.post(f"/quarantine/{row.pk}/replay", {"mended": "{still broken"})
    assert response.status_code == 422
    assert "{still broken" in response.content.decode()
    row.refresh_from_db()
    assert row.state == "waiting"


def test_all_of_one_reason_are_replayed(sari: Client, source: Source) -> None:
    for n in range(3):
        refuse(source, GOOD.replace("m1", f"m{n}").encode(), "same reason")
    refuse(source, b"{", "another")
    page = sari.post("/quarantine/replay", {"reason": "same reason"}, follow=True).content.decode()
    assert "3 went through." in page
    assert Event.objects.count() == 3
    assert Quarantined.objects.get(state="waiting").reason == "another"


def test_an_event_that_a_mapping_refused_is_read_again_later(sari: Client, source: Source) -> None:
    keep([Message(source.pk, b"e" * 16, "segment", 1, 1, 0, GOOD)])
    row = refuse(source, b"", key=b"e" * 16, event_id=Event.objects.get().pk)
    page = sari.get(f"/quarantine/{row.pk}").content.decode()
    assert "mend the mapping" in page
    assert f'href="/log/{row.event_id}"' in page
    sari.post(f"/quarantine/{row.pk}/replay")
    row.refresh_from_db()
    assert row.state == "asked"


def test_a_dismissed_one_stays_out_of_sight(sari: Client, source: Source) -> None:
    row = refuse(source, b"{")
    sari.post(f"/quarantine/{row.pk}/dismiss")
    assert "Nothing waits here" in sari.get("/quarantine").content.decode()
    assert f"/quarantine/{row.pk}" in sari.get("/quarantine?state=dismissed").content.decode()


def test_the_reason_is_told_in_the_readers_language(sari: Client, source: Source) -> None:
    Person.objects.update(language="fi")
    refuse(source, b"{}", "due_at: soon is not a time")
    page = sari.get("/quarantine").content.decode()
    assert ">due_at: soon ei ole aika<" in page
    assert ">due_at: soon is not a time<" not in page
