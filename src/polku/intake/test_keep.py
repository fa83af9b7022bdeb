import pytest

from polku.intake.keep import Refusal, keep
from polku.timeline.log.append import Message


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_message_told_twice_is_kept_once() -> None:
    message = Message(1, b"k" * 16, "segment", 1, 2, 0, "{}")
    assert keep([message]).added == 1
    assert keep([message], [Refusal(1, "segment", b"x", "broken", "", 1)]).known == 1
