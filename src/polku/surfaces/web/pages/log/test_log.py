"""A single event, word for word."""

import pytest
from django.test import Client

from polku.identity.models import Customer, Identifier, Sighting
from polku.intake.keep import Refusal, keep
from polku.intake.sources import add_source
from polku.lib.clock import now
from polku.privacy import looks
from polku.privacy.models import Look
from polku.timeline.log.append import Message
from polku.timeline.models import Event
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def event_id() -> int:
    source = add_source("Web shop", "segment")
    keep([Message(source.pk, b"e" * 16, "segment", now(), now(), 0, '{"event": "<b>Ordered</b>"}')])
    return int(Event.objects.get().pk)


def test_the_event_is_shown_as_it_was_told(client: Client, event_id: int, part: dict[str, str]) -> None:
    client.force_login(colleague())
    page = client.get(f"/log/{event_id}").content.decode()
    assert "&lt;b&gt;Ordered&lt;/b&gt;" in page
    assert b"<html" not in client.get(f"/log/{event_id}", headers=part).content


def test_reading_it_is_a_look_at_its_customer(sari: Client, event_id: int) -> None:
    identifier = Identifier.objects.create(
        namespace="user_id", value="7", policy="unique", entity="person", customer_id=1, first_at=1
    )
    Customer.objects.create(id=1, entity="person", name="Aino Virtanen", first_at=1, last_at=1)
    Sighting.objects.create(event_id=event_id, identifier=identifier)
    assert "Aino Virtanen" in sari.get(f"/log/{event_id}").content.decode()
    looks.flush()
    assert Look.objects.get().through == "web:event"


def test_an_event_in_quarantine_says_so(sari: Client, event_id: int) -> None:
    source_id = Event.objects.get().source_id
    keep([], [Refusal(source_id, "segment", b"", "names nobody", "", now(), b"e" * 16, event_id)])
    assert "names nobody" in sari.get(f"/log/{event_id}").content.decode()


@pytest.mark.parametrize("unknown", [0, 999_999, 2**70])
def test_an_unknown_event_is_not_found(sari: Client, unknown: int) -> None:
    assert sari.get(f"/log/{unknown}").status_code == 404
