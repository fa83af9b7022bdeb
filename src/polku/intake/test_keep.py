from collections.abc import Sequence

import pytest

from polku.intake.keep import Refusal, keep
from polku.intake.models import Tally
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.timeline.models import Event


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_message_told_twice_is_kept_once() -> None:
    message = Message(1, b"k" * 16, "segment", 1, 2, 0, "{}")
    assert keep([message]).added == 1
    assert keep([message], [Refusal(1, "segment", b"x", "broken", "", 1)]).known == 1


def _messages(source_id: int, numbers: Sequence[int]) -> list[Message]:
    return [Message(source_id, digest(str(n)), "segment", n, 100 + n, n, f'{{"n":{n}}}') for n in numbers]


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_any_number_is_kept_whole_and_in_order() -> None:
    # 626 = 500 + 100 + 20 + 5 + 1: every size of statement.
    assert keep(_messages(1, range(626))).added == 626
    assert keep(_messages(1, range(620, 640))).added == 14
    kept = list(Event.objects.order_by("pk").values_list("sequence", "received_at", "body"))
    assert kept == [(n, 100 + n, f'{{"n":{n}}}') for n in range(640)]


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_what_came_is_tallied_by_source() -> None:
    keep([*_messages(1, range(3)), *_messages(2, range(10, 12))])
    keep(_messages(1, range(2, 5)))
    assert list(Tally.objects.order_by("pk").values_list("pk", "events", "last_received_at")) == [
        (1, 5, 104),
        (2, 2, 111),
    ]
