"""The stream: one word when something came, at most as often as it looks; silence otherwise."""

from collections.abc import AsyncIterator, Callable, Coroutine
from http import HTTPStatus
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import Error
from django.test import AsyncClient, Client

from polku.pipeline.models import Progress
from polku.surfaces.web.live import watch
from polku.surfaces.web.pages.arriving import stream
from tests.people import AINO, colleague
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
HELLO = b"retry: 1000\n\n"
ALIVE = b": still here\n\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "EVERY", 0.01)
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)


def listening(story: Callable[[AsyncIterator[bytes]], Coroutine[Any, Any, None]]) -> None:
    async def heard() -> None:
        open_stream = stream.arriving()
        try:
            assert await anext(open_stream) == HELLO
            assert await anext(open_stream) == ALIVE  # it has seen how things stand
            await story(open_stream)
        finally:
            await open_stream.aclose()  # type: ignore[attr-defined]

    async_to_sync(heard)()


async def next_word(heard: AsyncIterator[bytes]) -> bytes:
    """The next that is no heartbeat."""
    async for word in heard:
        if word != ALIVE:
            return word
    raise AssertionError("the stream ended")


def test_what_arrives_is_told() -> None:
    async def story(heard: AsyncIterator[bytes]) -> None:
        await sync_to_async(tell)(AINO.story)
        assert (await next_word(heard)).startswith(b"event: arrived\ndata: ")

    listening(story)


def test_that_the_worker_has_read_is_told_too() -> None:
    Progress.objects.get_or_create(pk=1)

    async def story(heard: AsyncIterator[bytes]) -> None:
        await sync_to_async(Progress.objects.update)(position=7)
        assert await next_word(heard) == b"event: arrived\ndata: 0\n\n"

    listening(story)


def test_where_nothing_comes_only_a_heartbeat_does() -> None:
    async def story(heard: AsyncIterator[bytes]) -> None:
        assert [await anext(heard) for _ in range(3)] == [ALIVE] * 3

    listening(story)


def test_a_store_that_can_not_be_asked_just_now_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(heard: AsyncIterator[bytes]) -> None:
        def broken() -> stream.Sign:
            raise Error

        monkeypatch.setattr(stream, "sign", broken)
        assert await anext(heard) == ALIVE
        monkeypatch.setattr(stream, "sign", lambda: (99, 0, 0))
        assert await next_word(heard) == b"event: arrived\ndata: 99\n\n"

    listening(story)


def test_when_the_server_stops_the_stream_ends() -> None:
    async def story(heard: AsyncIterator[bytes]) -> None:
        watch.end_all()
        assert [word async for word in heard if word != ALIVE] == []

    listening(story)


def test_streams_are_counted_while_they_are_open() -> None:
    async def story(heard: AsyncIterator[bytes]) -> None:
        assert stream.Open.count == 1

    listening(story)
    assert stream.Open.count == 0


def test_a_page_too_many_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(colleague())
    monkeypatch.setattr(stream, "MOST", 0)
    answer = client.get("/live/arriving")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer["Retry-After"] == "60"


def test_the_stream_is_one_of_events_that_nobody_keeps() -> None:
    person = colleague()

    async def story() -> None:
        client = AsyncClient()
        await client.aforce_login(person)
        answer = await client.get("/live/arriving")
        assert answer["Content-Type"] == "text/event-stream"
        assert answer["Cache-Control"] == "no-store"
        answer.close()

    async_to_sync(story)()
