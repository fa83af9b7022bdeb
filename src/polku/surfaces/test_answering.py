"""Requests through the ASGI application as the server hands them over, without a server."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client as Browser
from django.test import override_settings
from django.urls import path

from polku.surfaces.answering import Pages
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
Message = dict[str, Any]
seen: list[tuple[int, int]] = []  # per request: its thread and its connection to the database
ended = threading.Event()
both = threading.Barrier(2, timeout=20)


def counting(request: HttpRequest) -> HttpResponse:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 40 + 2")
        (answer,) = cursor.fetchone()
    seen.append((threading.get_ident(), id(connections["default"].connection)))
    return HttpResponse(f"{answer}")


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError("told to fail")


def meeting(request: HttpRequest) -> HttpResponse:
    both.wait()
    return HttpResponse("met")


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.body.upper())


def ticking(request: HttpRequest) -> StreamingHttpResponse:
    async def ticks() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"tick\n"
                await asyncio.sleep(0)
        finally:
            ended.set()

    return StreamingHttpResponse(ticks(), content_type="text/plain")


urlpatterns = [
    path("count", counting),
    path("fail", failing),
    path("meet", meeting),
    path("echo", echo),
    path("tick", ticking),
]
handler500 = "polku.surfaces.web.errors.server_error"


@pytest.fixture
def pages(request: pytest.FixtureRequest) -> Iterator[Pages]:
    """The application over the views above, without the middleware that asks who is there."""
    seen.clear()
    ended.clear()
    both.reset()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"]):
        pages = Pages(threads=getattr(request, "param", 2))
        yield pages
        pages.close()


class Client:
    """One request, and what came back."""

    def __init__(self, address: str, *parts: bytes, leaves_after: int | None = None) -> None:
        self.headers = [(b"host", b"polku.example")]
        self.scope = {
            "type": "http",
            "method": "POST" if parts else "GET",
            "path": address,
            "query_string": b"",
            "headers": self.headers,
        }
        self._parts = list(parts) or [b""]
        self._leaves_after = leaves_after
        self._left = asyncio.Event()
        self.heard: list[Message] = []

    async def receive(self) -> Message:
        if self._parts:
            part = self._parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self._parts)}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.heard.append(message)
        if self._leaves_after is not None and len(self.heard) > self._leaves_after:
            self._left.set()

    async def asks(self, pages: Pages) -> "Client":
        await pages(self.scope, self.receive, self.send)
        return self

    @property
    def answer(self) -> tuple[int, bytes]:
        return self.heard[0]["status"], b"".join(part.get("body", b"") for part in self.heard[1:])


def told(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def test_nobody_sends_more_than_a_form_holds(pages: Pages, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    async def story() -> None:
        assert (await Client("/echo", b"12345", b"67890").asks(pages)).answer == (200, b"1234567890")
        assert (await Client("/echo", b"12345", b"678901").asks(pages)).answer[0] == 413

    told(story)


def test_a_body_that_says_it_is_too_large_is_not_read_at_all(pages: Pages, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    async def story() -> None:
        client = Client("/echo", b"12345678901")
        client.headers.append((b"content-length", b"11"))
        assert (await client.asks(pages)).answer[0] == 413
        assert client._parts == [b"12345678901"]

    told(story)


@pytest.mark.parametrize(("cookie", "status"), [("", 413), ("sessionid=invented", 413), ("theirs", 404)])
def test_a_file_comes_only_from_those_who_signed_in(
    pages: Pages, settings: Any, cookie: str, status: int
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    browser = Browser()
    browser.force_login(lead())
    cookie = f"sessionid={browser.cookies['sessionid'].value}" if cookie == "theirs" else cookie

    async def story() -> None:
        client = Client(
            "/imports", b"12345678901"
        )  # none of the views above: found nowhere, once it was read
        client.headers.append((b"cookie", cookie.encode()))
        assert (await client.asks(pages)).answer[0] == status

    told(story)


@pytest.mark.parametrize("pages", [1], indirect=True)  # of two idle threads, either may be the quicker
def test_a_thread_keeps_its_connection_from_one_request_to_the_next(pages: Pages) -> None:
    async def story() -> None:
        for database in connections.all():
            database.settings_dict["CONN_MAX_AGE"] = None  # what a server runs with; tests close after each
        try:
            for _ in range(3):
                client = await Client("/count").asks(pages)
                assert client.answer == (200, b"42")
        finally:
            for database in connections.all():
                database.settings_dict["CONN_MAX_AGE"] = 0

    told(story)
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_closing_hangs_up_the_connections_that_threads_kept(pages: Pages) -> None:
    async def story() -> None:
        await Client("/count").asks(pages)

    told(story)
    pages.close()
    held = pages._held
    assert len(held) == len(settings.DATABASES)
    assert [one.connection for one in held] == [None] * len(held)


def test_two_requests_are_answered_at_the_same_time(pages: Pages) -> None:
    # Each view waits for the other: one after the other, neither would ever end.
    async def story() -> None:
        clients = await asyncio.gather(Client("/meet").asks(pages), Client("/meet").asks(pages))
        assert [client.answer for client in clients] == [(200, b"met"), (200, b"met")]

    told(story)


def test_a_body_that_comes_in_parts_is_put_together(pages: Pages) -> None:
    async def story() -> None:
        client = await Client("/echo", b"heat ", b"pump").asks(pages)
        assert client.answer == (200, b"HEAT PUMP")

    told(story)


def test_a_client_that_leaves_in_the_middle_of_its_body_gets_no_answer(pages: Pages) -> None:
    async def story() -> None:
        client = Client("/echo", b"heat ", b"pump")

        async def leaves() -> Message:
            return {"type": "http.disconnect"}

        await pages(client.scope, leaves, client.send)
        assert client.heard == []

    told(story)


def test_a_view_that_fails_answers_500_and_the_next_request_is_answered(
    pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        failed = await Client("/fail").asks(pages)
        assert failed.answer[0] == 500
        assert b"told to fail" not in failed.answer[1]
        after = await Client("/count").asks(pages)
        assert after.answer == (200, b"42")

    told(story)
    assert "told to fail" in caplog.text


def test_a_stream_ends_when_its_reader_leaves(pages: Pages) -> None:
    async def story() -> None:
        client = await Client("/tick", leaves_after=5).asks(pages)
        status, body = client.answer
        assert status == 200
        assert body.startswith(b"tick\ntick\n")

    told(story)
    assert ended.is_set()


def test_an_open_stream_holds_no_thread(pages: Pages) -> None:
    # Two threads, two open streams, and still there is a thread for a page.
    async def story() -> None:
        streams = [Client("/tick") for _ in range(2)]
        open_ = [asyncio.create_task(stream.asks(pages)) for stream in streams]
        async with asyncio.timeout(20):
            while not all(len(stream.heard) > 1 for stream in streams):
                await asyncio.sleep(0)
            client = await Client("/count").asks(pages)
        assert client.answer == (200, b"42")
        for stream in streams:
            stream._left.set()
        await asyncio.gather(*open_)

    told(story)


def test_an_address_that_is_no_text_is_a_bad_request(pages: Pages) -> None:
    async def story() -> None:
        client = Client("/count")
        client.scope |= {"query_string": b"\xff\xfe"}
        await client.asks(pages)
        assert client.answer[0] == 400

    told(story)
