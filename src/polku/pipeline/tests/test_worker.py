"""From the log to the derived tables: in batches of any size, once each, whatever one event does."""

import json
import random
from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import OperationalError

from polku.identity.models import Customer, Identifier
from polku.intake.keep import keep
from polku.intake.models import Quarantined
from polku.lib.clock import HOUR, from_datetime
from polku.pipeline import progress, worker
from polku.pipeline.drain import drain
from polku.pipeline.interpret import Read
from polku.pipeline.tests.derived import derived, undone
from polku.timeline.log.append import Message
from polku.timeline.log.read import last_position
from polku.timeline.models import EncounterRow, Event, InteractionRow, PromiseRow
from tests.story import messages, story_source, tell, told

pytestmark = pytest.mark.django_db(databases="__all__")

STORY = """
    aino  mon 09:00  asked mail thread=t1
    aino  mon 11:00  answered mail thread=t1 actor=mikko
    aino  tue 10:00  ordered shop about=1042 amount=100 currency=EUR
    aino  tue 10:01  promised shop about=1042 due=fri@16:00
    onni  tue 10:05  visited web
    onni  tue 10:20  visited web
    onni  tue 18:00  visited web
    aino  wed 09:00  promised shop about=1042 due=mon+1@16:00
    aino  wed 09:30  informed shop about=1042
    aino  mon+1 12:00  delivered shop about=1042 actor=sari
"""


def test_what_was_told_becomes_customers_with_encounters_and_promises() -> None:
    tell(STORY)
    mail = EncounterRow.objects.get(touchpoint="mail")
    assert (mail.first_response, mail.people, mail.interactions) == (2 * HOUR, '["mikko"]', 2)
    promise = PromiseRow.objects.get()
    assert (promise.redated, promise.told_before_due, promise.done_at is None) == (1, True, False)
    assert EncounterRow.objects.filter(touchpoint="web").count() == 2
    assert sorted(Customer.objects.values_list("interactions", flat=True)) == [3, 7]
    assert progress.position() == last_position()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_batches_of_any_size_and_any_order_of_arrival_give_the_same(size: int) -> None:
    source = story_source()
    lines = list(messages(STORY, source.pk))
    with undone():
        tell(STORY)
        expected = derived()
    keep(random.Random(size).sample(lines, len(lines)))
    while worker.work_once(size):
        pass
    assert derived() == expected


def test_a_late_event_between_two_visits_makes_them_one_encounter_that_keeps_its_id() -> None:
    tell("""
        onni  tue 10:00  visited web
        onni  tue 10:40  visited web
        onni  wed 10:00  visited web
    """)
    first, _, last = EncounterRow.objects.order_by("opened_at")
    tell("onni  tue 10:20  visited web")
    assert [(one.pk, one.interactions) for one in EncounterRow.objects.order_by("opened_at")] == [
        (first.pk, 3),
        (last.pk, 1),
    ]


def test_a_late_earlier_question_keeps_its_threads_encounter() -> None:
    tell("aino  mon 11:00  answered mail thread=t1 actor=mikko")
    before = EncounterRow.objects.get()
    tell("aino  mon 09:00  asked mail thread=t1")
    after = EncounterRow.objects.get()
    assert (after.pk, after.first_response) == (before.pk, 2 * HOUR)


def test_a_delivery_told_before_its_promise_keeps_it() -> None:
    tell("aino  wed 11:00  delivered shop about=1042")
    tell("aino  mon 09:00  promised shop about=1042 due=fri@16:00")
    assert PromiseRow.objects.get().done_at is not None


def test_an_event_without_its_mapping_or_anybody_named_waits_in_quarantine_and_the_rest_goes_on() -> None:
    source = story_source()
    nobody, aino = list(messages("aino  mon 09:00  asked mail\naino  mon 10:00  asked mail", source.pk))
    unnamed = Message(source.pk, b"n" * 16, "row", nobody.occurred_at, 1, 0, '{"table": "story", "row": {}}')
    strange = Message(source.pk + 1000, b"s" * 16, "row", 1, 1, 0, "{}")
    broken = Message(source.pk, b"b" * 16, "row", 1, 1, 0, "[" * 10_000)
    told([unnamed, strange, broken, aino])
    assert InteractionRow.objects.count() == 1
    waiting = {bytes(one.key)[:1]: one for one in Quarantined.objects.filter(event_id__gt=0, state="waiting")}
    assert waiting.keys() == {b"n", b"s", b"b"}
    assert "there is no source" in waiting[b"s"].reason


def test_an_event_that_breaks_the_work_is_passed_over_alone() -> None:
    source = story_source()
    keep(list(messages(STORY, source.pk)))
    poisoned = 4
    real = worker.Filing.file

    def file(self: worker.Filing, results: list[Read]) -> None:
        if any(one.told.id == first + poisoned for one in results):
            raise ZeroDivisionError("poison")
        real(self, results)

    first = last_position() - 9
    with patch.object(worker.Filing, "file", file):
        drain()
    assert InteractionRow.objects.count() == 9
    assert Quarantined.objects.get().event_id == first + poisoned
    assert "ZeroDivisionError: poison" in Quarantined.objects.get().reason


def test_a_batch_that_fails_half_way_leaves_nothing_behind_and_is_done_once_later() -> None:
    source = story_source()
    keep(list(messages(STORY, source.pk)))
    with (
        patch.object(worker.progress, "advance", side_effect=OperationalError("disk full")),
        pytest.raises(OperationalError),
    ):
        worker.work_once()
    assert (InteractionRow.objects.count(), Identifier.objects.count(), progress.position()) == (0, 0, 0)
    drain()
    assert InteractionRow.objects.count() == 10


def test_the_same_events_told_again_add_nothing() -> None:
    tell(STORY)
    before = derived()
    tell(STORY)
    assert derived() == before


def test_an_anonymous_visitor_who_becomes_known_takes_the_path_along() -> None:
    source = story_source()
    visits = [
        row(source.pk, 1, at="2026-03-02T09:00:00Z", cookie="c1", touchpoint="web", kind="visited"),
        row(source.pk, 2, at="2026-03-02T09:10:00Z", cookie="c1", touchpoint="web", kind="visited"),
    ]
    told(visits)
    anonymous = Customer.objects.get()
    assert (anonymous.known, anonymous.interactions) == (False, 2)
    known = row(
        source.pk, 3, at="2026-03-02T09:20:00Z", who="aino", cookie="c1", touchpoint="web", kind="visited"
    )
    tell("aino  mon 09:15  visited web")
    told([known])
    aino = Customer.objects.get()
    assert (aino.known, aino.interactions) == (True, 4)
    assert [one.interactions for one in EncounterRow.objects.filter(customer_id=aino.pk)] == [4]
    assert EncounterRow.objects.count() == 1


def row(source_id: int, number: int, **fields: str) -> Message:
    """One line of a story's table."""
    body = {"table": "story", "file": "story.csv", "line": number, "row": fields}
    moment = from_datetime(datetime.fromisoformat(fields["at"]))
    return Message(source_id, number.to_bytes(16, "big"), "row", moment, moment, number, json.dumps(body))


def test_a_source_speaks_through_both_doors_whatever_its_own_mapping_reads() -> None:
    source = story_source()  # its mapping reads rows
    said = {"type": "track", "userId": "aino", "event": "Order Completed", "properties": {"order_id": "7"}}
    event = {"specversion": "1.0", "id": "1", "source": "/till", "type": "fi.shop.order", "subject": "aino"}
    for number, (form, body) in enumerate([("segment", said), ("cloudevents", event)]):
        keep([Message(source.pk, bytes([number]) * 16, form, 1_000, 1_000, 0, json.dumps(body))])
    drain()
    assert Quarantined.objects.count() == 0
    assert InteractionRow.objects.filter(event_id=Event.objects.get(form="segment").pk).exists()
    assert set(Identifier.objects.values_list("value", flat=True)) == {"aino"}
