"""Write keys as the door remembers them: for a second and a half, so that a revoked key is soon refused."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from django.db import Error, connections

from polku.intake.keys import Keyholder, holder

FRESH_SECONDS: Final = 1.5
MOST_KEYS: Final = 1000


class KeyCache:
    """Looks keys up in a thread of its own; requests that ask for one key at once share the answer."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, Keyholder | None]] = {}
        self._asked: dict[str, asyncio.Future[Keyholder | None]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="polku-keys")

    async def holder(self, key: str) -> Keyholder | None:
        """Who holds the key, at most two seconds old; django.db.Error where the database can't say."""
        found_at, found = self._found.get(key, (0.0, None))
        if time.monotonic() - found_at < FRESH_SECONDS and key in self._found:
            return found
        asked = self._asked.get(key)
        if asked is None:
            asked = asyncio.ensure_future(self._look_up(key))
            self._asked[key] = asked
            asked.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(asked)

    async def _look_up(self, key: str) -> Keyholder | None:
        asked_at = time.monotonic()
        found = await asyncio.get_running_loop().run_in_executor(self._thread, _holder, key)
        if len(self._found) >= MOST_KEYS:
            self._found.clear()
        self._found[key] = (asked_at, found)
        return found

    def close(self) -> None:
        """End the thread and its database connection."""
        self._thread.submit(connections.close_all)
        self._thread.shutdown()


def _holder(key: str) -> Keyholder | None:
    try:
        return holder(key)
    except Error:
        with suppress(Error):
            connections["default"].close()
        raise
