"""Django's pages and API under ASGI: each request is answered by one thread, from its beginning to its end.

Django's own ASGI handler goes to a new thread and back for most middleware, and that thread opens the database
anew: 15 ms of each page. Here one thread of a few, which live as long as the server and keep their database
connections, walks through middleware, view and template. Only what is streamed stays with the event loop.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from http import HTTPStatus
from typing import Any, Final, TypeVar, cast

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import set_script_prefix

from polku.intake.http.answers import Receive, Scope, Send
from polku.surfaces import body_limit

THREADS: Final = 12  # requests answered at a time; more wait
T = TypeVar("T")


class Pages(ASGIHandler):
    """The ASGI application; `close` ends its threads and their database connections."""

    def __init__(self, threads: int = THREADS) -> None:
        self.load_middleware(is_async=False)
        self._held: list[BaseDatabaseWrapper] = []
        self._threads = ThreadPoolExecutor(threads, "polku-page", self._hold)

    # Django's stubs say less of what `send` takes than asgiref does.
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limited = body_limit.AtMost(await self._limit(scope), scope, receive)
        try:
            body = await self.read_body(limited)
        except RequestAborted:
            if limited.exceeded:
                await self.send_response(_too_large(), send)  # type: ignore[arg-type]
            return
        response = await self._in_a_thread(lambda: self._answer(scope, body))
        sending = self.send_response(response, send)  # type: ignore[arg-type]
        if not response.streaming:
            await sending
            return
        try:
            await _until_they_leave(sending, receive)
        finally:
            await self._in_a_thread(response.close)

    def close(self) -> None:
        """Let what is being answered be finished, then hang up."""
        self._threads.shutdown(wait=True)
        for connection in self._held:
            connection.close()

    async def _limit(self, scope: Scope) -> int:
        if scope["path"] != body_limit.FILES_COME_TO:
            return body_limit.of_a_form()
        return await self._in_a_thread(lambda: body_limit.of_a_file(scope))

    def _answer(self, scope: Scope, body: Any) -> HttpResponseBase:
        """The whole of a request's work. What is streamed later must not need this thread's connections."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        with body:
            request, refused = self.create_request(scope, body)
            response = cast(HttpResponseBase, refused if request is None else self.get_response(request))
        response._handler_class = type(self)  # type: ignore[attr-defined]  # as Django's handlers do; untyped
        if response.streaming:
            close_old_connections()
        else:
            response.close()
        return response

    async def _in_a_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, work)

    def _hold(self) -> None:
        """Each thread at its start: its connections may be closed by another, once it has ended."""
        for connection in connections.all():
            connection.inc_thread_sharing()
            self._held.append(connection)


def _too_large() -> HttpResponse:
    refused = HttpResponse(
        "This is too large to send here.", "text/plain", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    )
    refused["Connection"] = "close"  # the rest of it is not wanted
    return refused


async def _until_they_leave(sending: Awaitable[None], receive: Receive) -> None:
    """Send on until all is sent or the client has gone."""
    tasks = [asyncio.ensure_future(sending), asyncio.ensure_future(receive())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    if isinstance(results[0], Exception):
        raise results[0]
