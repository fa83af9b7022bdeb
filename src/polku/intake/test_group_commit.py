"""Acknowledged means on disk, once; refused means not acknowledged, and sent again it is kept."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import DataError, OperationalError, connections

from polku.intake import group_commit
from polku.intake.group_commit import NotKept, Writer
from polku.intake.keep import Kept, Refusal, keep
from polku.intake.models import Quarantined
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.timeline.log.router import log_alias
from polku.timeline.models import Event

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def writer() -> Iterator[Writer]:
    writing = Writer()
    yield writing
    writing.stop()


def message(number: int, body: str = "{}") -> Message:
    return Message(1, digest(str(number)), "segment", number, number, 0, body)


def test_many_requests_at_once_are_kept_once_each_in_few_transactions(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups: list[int] = []
    commit = group_commit._commit

    def counted(group: Sequence[Any]) -> list[Kept]:
        groups.append(len(group))
        return commit(group)

    monkeypatch.setattr(group_commit, "_commit", counted)

    async def all_at_once() -> list[Kept]:
        # Every message is sent by two requests.
        return await asyncio.gather(*(writer.keep([message(n // 2)], []) for n in range(400)))

    kept = asyncio.run(all_at_once())
    assert (sum(one.added for one in kept), sum(one.known for one in kept)) == (200, 200)
    assert Event.objects.count() == 200
    assert sum(groups) == 400
    assert len(groups) < 100


def test_what_is_acknowledged_is_visible_to_others(writer: Writer) -> None:
    async def one_after_another() -> list[int]:
        seen = []
        for number in range(20):
            await writer.keep([message(number)], [Refusal(1, "segment", b"%d" % number, "bad", "", 1)])
            seen.append(await asyncio.to_thread(_count_and_close))
        return seen

    assert asyncio.run(one_after_another()) == list(range(1, 21))
    assert Quarantined.objects.count() == 20


def _count_and_close() -> int:
    count = Event.objects.count()
    connections.close_all()
    return count


def test_while_the_store_is_locked_nothing_is_acknowledged_and_afterwards_it_goes_on(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "PATIENCE_SECONDS", 0.05)
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if connections[log_alias()].vendor == "sqlite" else "BEGIN")
        cursor.execute(
            "LOCK TABLE timeline_event" if connections[log_alias()].vendor != "sqlite" else "SELECT 1"
        )
        with pytest.raises(NotKept, match="locked"):
            asyncio.run(writer.keep([message(1)], []))
        cursor.execute("ROLLBACK")
    assert Event.objects.count() == 0
    assert asyncio.run(writer.keep([message(1)], [])).added == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("database or disk is full", "disk is full"),
        ("server closed the connection unexpectedly", "not reachable"),
        ("attempt to write a readonly database", "read-only"),
    ],
)
def test_a_store_that_fails_says_why_and_is_asked_anew(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, told: str, reason: str
) -> None:
    def failing(*_: object) -> Kept:
        raise OperationalError(told)

    with monkeypatch.context() as broken:
        broken.setattr(group_commit, "keep", failing)
        with pytest.raises(NotKept, match=reason):
            asyncio.run(writer.keep([message(1)], []))
    assert asyncio.run(writer.keep([message(1)], [])).added == 1


def test_one_request_the_store_can_not_hold_does_not_fail_its_neighbours(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:

    def picky(messages: list[Message], refusals: list[Refusal]) -> Kept:
        if any(one.body == "poison" for one in messages):
            raise DataError("can't hold this")
        return keep(messages, refusals)

    monkeypatch.setattr(group_commit, "keep", picky)

    async def together() -> list[Kept | BaseException]:
        bodies = ["{}", "poison", "{}"]
        asked = (writer.keep([message(n, body)], []) for n, body in enumerate(bodies))
        return await asyncio.gather(*asked, return_exceptions=True)

    first, poisoned, last = asyncio.run(together())
    assert isinstance(poisoned, NotKept)
    assert [first, last] == [Kept(1, 0, 0)] * 2
    assert Event.objects.count() == 2


def test_more_than_may_wait_is_sent_away() -> None:
    writer = Writer(most_waiting=1000)

    async def crowd() -> list[Kept | BaseException]:
        asked = (writer.keep([message(n, "x" * 600)], []) for n in range(3))
        return await asyncio.gather(*asked, return_exceptions=True)

    outcomes = asyncio.run(crowd())
    later = asyncio.run(writer.keep([message(9, "x" * 600)], []))
    writer.stop()
    assert [isinstance(outcome, NotKept) for outcome in outcomes] == [False, True, True]
    assert later.added == 1


def test_stopping_writes_what_waits(writer: Writer) -> None:
    async def stop_at_once() -> Kept:
        waiting = asyncio.ensure_future(writer.keep([message(1)], []))
        await asyncio.sleep(0)
        await asyncio.to_thread(writer.stop)
        return await waiting

    assert asyncio.run(stop_at_once()).added == 1
