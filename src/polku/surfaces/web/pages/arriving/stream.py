"""The stream an open live page listens to: one word, at most once a second, whenever something has come."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from django.db import Error, connections

from polku.intake.models import Quarantined
from polku.pipeline.progress import position
from polku.surfaces.web.live.watch import watch
from polku.timeline.log.read import last_position

ARRIVED: Final = "arrived"
EVERY: Final = 1.0  # seconds between two looks
HEARTBEAT: Final = 15.0  # seconds; keeps proxies from closing a silent stream, and notices who left
LIFETIME: Final = 900.0  # seconds; then the page connects anew, and sign-in is checked anew
MOST: Final = 50  # streams in one process, each asking the store once a second

Sign = tuple[int, int, int]  # the log's end, the worker's position, the newest in quarantine


class Open:
    """How many streams are open in this process."""

    count = 0


def sign() -> Sign:
    """Changes with everything that the page shows."""
    newest = Quarantined.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last_position(), position(), newest or 0


async def arriving() -> AsyncIterator[bytes]:
    """`arrived` whenever the sign has changed, until the page is closed or the server stops."""
    time = asyncio.get_running_loop().time
    ends, silent_since, known = time() + LIFETIME, time(), None
    Open.count += 1
    try:
        yield b"retry: 1000\n\n"
        while not watch().ending and time() < ends:
            seen = await asyncio.to_thread(_sign)
            if seen is not None and seen != known:
                if known is not None:
                    yield f"event: {ARRIVED}\ndata: {seen[0]}\n\n".encode()
                known, silent_since = seen, time()
            elif time() - silent_since >= HEARTBEAT:
                yield b": still here\n\n"
                silent_since = time()
            await asyncio.sleep(EVERY)
    finally:
        Open.count -= 1


def _sign() -> Sign | None:
    """The sign, read on a thread's own connections; None where the store can't be asked just now."""
    try:
        return sign()
    except Error:
        return None
    finally:
        connections.close_all()
