"""Group commit: one thread writes everything that waits in one durable transaction, then tells each request."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

import msgspec
from django.db import Error, InterfaceError, OperationalError, connections, transaction

from polku.intake.keep import Kept, Refusal, keep
from polku.timeline.log.append import Message
from polku.timeline.log.read import keys_after, last_position
from polku.timeline.log.router import log_alias

MOST_WAITING: Final = 64 * 2**20  # bytes of bodies that may wait for the disk
MOST_MESSAGES: Final = 10_000  # in one transaction
PATIENCE_SECONDS: Final = 5  # for a lock of another process
# Keys are random, so the same pages of their index are written again and again: copy them seldom.
PAGES_PER_CHECKPOINT: Final = 8000  # of 4 kB
_logger = logging.getLogger(__name__)


class NotKept(Exception):
    """Nothing of the request is acknowledged; `retry_after` seconds later it may be sent again."""

    def __init__(self, reason: str, retry_after: int = 2) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class _Job(msgspec.Struct, eq=False):
    messages: Sequence[Message]
    refusals: Sequence[Refusal]
    size: int
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Kept]"


class Writer:
    """The writing thread; it starts with the first request and ends with `stop`, after writing what waits."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._most_waiting = most_waiting
        self._waiting = 0  # bytes; touched by the event loop only
        self._thread: threading.Thread | None = None

    async def keep(self, messages: Sequence[Message], refusals: Sequence[Refusal]) -> Kept:
        """Wait until both are on disk; NotKept where they are not."""
        size = sum(len(message.body) for message in messages) + sum(len(one.body) for one in refusals)
        if self._waiting and self._waiting + size > self._most_waiting:
            raise NotKept("more is waiting for the disk than may wait", 1)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Kept] = loop.create_future()
        self._start()
        self._waiting += size
        self._jobs.put(_Job(messages, refusals, size, loop, future))
        return await future

    def stop(self) -> None:
        """Write what waits, then end the thread."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._write, name="polku-writer", daemon=True)
            self._thread.start()

    def _write(self) -> None:
        going_on = True
        while going_on:
            group, going_on = self._group()
            for settled in _settle(group):
                self._tell(*settled)
        connections.close_all()

    def _group(self) -> tuple[list[_Job], bool]:
        """Wait for a job, then take all that wait with it; False once the thread shall end."""
        group, taken = list[_Job](), 0
        try:
            job = self._jobs.get()
            while job is not None:
                group.append(job)
                taken += len(job.messages)
                if taken >= MOST_MESSAGES:
                    return group, True
                job = self._jobs.get_nowait()
        except Empty:
            return group, True
        return group, False

    def _tell(self, jobs: Sequence[_Job], outcome: "Sequence[Kept] | NotKept") -> None:
        answers: Sequence[Kept | NotKept] = [outcome] * len(jobs) if isinstance(outcome, NotKept) else outcome
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Job, Kept | NotKept]]] = {}
        for job, answer in zip(jobs, answers, strict=True):
            by_loop.setdefault(job.loop, []).append((job, answer))
        for loop, told in by_loop.items():
            with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
                loop.call_soon_threadsafe(self._resolve, told)

    def _resolve(self, told: "Sequence[tuple[_Job, Kept | NotKept]]") -> None:
        for job, answer in told:
            self._waiting -= job.size
            if job.future.done():
                continue
            if isinstance(answer, NotKept):
                job.future.set_exception(answer)
            else:
                job.future.set_result(answer)


def _settle(group: Sequence[_Job]) -> list[tuple[Sequence[_Job], Sequence[Kept] | NotKept]]:
    """Write the group; where its content is at fault, each job by itself so that one can't fail the others."""
    if not group:
        return []
    try:
        return [(group, _commit(group))]
    except (OperationalError, InterfaceError) as error:
        _reopen()
        _logger.error("Nothing could be kept: %s", error)
        return [(group, NotKept(_reason(error)))]
    except Exception as error:
        _reopen()
        _logger.exception("Nothing could be kept of a group of %d requests", len(group))
        if len(group) == 1:
            return [(group, NotKept(f"the event store failed: {type(error).__name__}"))]
    return [settled for job in group for settled in _settle([job])]


def _commit(group: Sequence[_Job]) -> list[Kept]:
    """Keep all in one transaction; what each job added, what was known before it, what went to quarantine."""
    _connect()
    messages = [message for job in group for message in job.messages]
    refusals = [refusal for job in group for refusal in job.refusals]
    with transaction.atomic(using=log_alias()):
        position = last_position()
        kept = keep(messages, refusals)
        new = None if kept.known == 0 else keys_after(position)
    return [_kept(job, new) for job in group]


def _kept(job: _Job, new: set[bytes] | None) -> Kept:
    """The job's share of the group; a key is new for the first job that brought it."""
    added = len(job.messages)
    if new is not None:
        added = 0
        for message in job.messages:
            if message.key in new:
                new.remove(message.key)
                added += 1
    return Kept(added, len(job.messages) - added, len(job.refusals))


def _connect() -> None:
    """Open the thread's connection if need be, with less patience for locks than a person's page has."""
    connection = connections[log_alias()]
    if connection.connection is not None:
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
            cursor.execute(f"SET statement_timeout = '{4 * PATIENCE_SECONDS}s'")
        else:
            cursor.execute(f"PRAGMA busy_timeout = {int(PATIENCE_SECONDS * 1000)}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_PER_CHECKPOINT}")


def _reopen() -> None:
    """Let go of a connection that failed; the next group opens a new one."""
    with suppress(Error):
        connections[log_alias()].close()


def _reason(error: Exception) -> str:
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return "the disk is full"
    if "locked" in text or "lock timeout" in text or "statement timeout" in text:
        return "the event store is locked by another process"
    if "readonly" in text or "read-only" in text:
        return "the event store is read-only"
    return "the event store is not reachable"
