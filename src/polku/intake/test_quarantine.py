import asyncio
import json
from typing import Any

import pytest

from polku.intake import quarantine
from polku.intake.http.door import Door
from polku.intake.http.tests.asking import LIMITS, ask
from polku.intake.keep import Refusal, keep
from polku.intake.keys import make_key
from polku.intake.models import Quarantined
from polku.intake.quarantine import CannotReplay, Replayed
from polku.intake.sources import add_source
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.timeline.models import Event

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
TRACK = {"type": "track", "userId": "aino", "event": "Order Completed", "messageId": "m1"}


def refused_at_the_door(path: str, body: Any) -> Quarantined:
    """The newest of what the real door put into quarantine for this body."""
    key = make_key(add_source("Web shop", "segment"))
    door = Door(LIMITS)
    asyncio.run(ask(door, path, body, key=key))
    door.close()
    return quarantine.listed()[0]


def test_a_mended_message_is_kept_at_the_time_it_first_came() -> None:
    refused = refused_at_the_door("/v1/track", {"event": "Order Completed"})
    with pytest.raises(CannotReplay, match="userId"):
        quarantine.replay(refused)
    mended = quarantine.text_of(refused).replace("{", '{"userId":"aino",', 1)
    assert quarantine.replay(refused, mended) == Replayed(added=1)
    event = Event.objects.get()
    assert (event.occurred_at, event.received_at) == (refused.received_at, refused.received_at)
    assert json.loads(event.body or "") == {"userId": "aino", "event": "Order Completed", "type": "track"}
    assert quarantine.waiting() == 0


def test_a_whole_body_goes_through_its_own_address_again() -> None:
    refused = refused_at_the_door("/v1/batch", b'{"batch":[{"type":"page","userId":"aino"},{"type":"x"}')
    replayed = quarantine.replay(refused, quarantine.text_of(refused) + "]}")
    assert (replayed.added, replayed.problems) == (1, [("batch[1].type", replayed.problems[0][1])])
    assert [left.where for left in quarantine.listed()] == ["batch[1].type"]
    alone = Quarantined(source_id=refused.source_id, form="segment/identify", body=b"", received_at=1)
    assert quarantine.replay(alone, '{"userId":"a"}').added == 1


def test_replaying_what_is_in_the_log_already_adds_nothing() -> None:
    refused = refused_at_the_door("/v1/track", {**TRACK, "timestamp": "soon"})
    mended = json.dumps(TRACK)
    assert quarantine.replay(refused, mended).added == 1
    assert quarantine.replay(refused, mended) == Replayed(known=1)


def test_a_cloud_event_is_replayed_by_its_own_parser() -> None:
    event = {"specversion": "1.0", "id": "1", "source": "/a", "type": "t", "time": "soon"}
    refused = refused_at_the_door("/v1/cloudevents", [event])
    assert quarantine.replay(refused, json.dumps({**event, "time": None})).added == 1


def test_bytes_that_are_no_text_are_shown_all_the_same() -> None:
    refused = refused_at_the_door("/v1/track", b'{"userId":"\xff"}')
    assert quarantine.text_of(refused) == '{"userId":"\\xff"}'


def test_pages_of_the_list_follow_each_other() -> None:
    keep([], [Refusal(1, "row", b"%d" % number, "bad", "", 1) for number in range(5)])
    first = quarantine.listed(limit=3)
    second = quarantine.listed(before=first[-1].pk, limit=3)
    assert [bytes(one.body) for one in [*first, *second]] == [b"4", b"3", b"2", b"1", b"0"]
    assert quarantine.listed(source_id=2) == []
    with pytest.raises(CannotReplay, match="JSON object"):
        quarantine.replay(first[0])


def test_what_is_dismissed_is_out_of_sight_but_not_gone() -> None:
    keep([], [Refusal(1, "segment", b"x", "bad", "", 1)])
    quarantine.dismiss(quarantine.listed()[0])
    assert quarantine.listed() == []
    assert [one.state for one in quarantine.listed("")] == ["dismissed"]


def test_an_event_a_mapping_refused_is_asked_to_be_read_again() -> None:
    keep([Message(1, digest("m"), "segment", 1, 1, 0, json.dumps(TRACK))])
    event_id = Event.objects.get().pk
    keep([], [Refusal(1, "segment", b"", "no rule", "event", 1, digest("m"), event_id)])
    refused = quarantine.listed()[0]
    assert json.loads(quarantine.text_of(refused)) == TRACK
    with pytest.raises(CannotReplay, match="mend the mapping"):
        quarantine.replay(refused, "{}")
    assert quarantine.replay(refused).asked
    assert quarantine.asked_events() == [event_id]
