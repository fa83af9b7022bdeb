"""One watcher per process: asks the store what changed, and wakes the pages that show it."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from weakref import WeakKeyDictionary

from django.db import Error, connection

from polku.surfaces.web.live.revisions import revisions_of

EVERY: Final = 0.25  # seconds between two looks at the store
GONE: Final = -1  # the revision of a customer that is no more: merged into another, or erased

_log = logging.getLogger(__name__)


class Watched:
    """What one open page shows: its customer first, then an organisation's people."""

    def __init__(self, customers: Sequence[int], revision: int) -> None:
        self.customers = customers
        self.revision = revision
        self.told = revision
        self.woken = asyncio.Event()

    def hear(self, revisions: dict[int, int]) -> None:
        """Wake the page where the newest revision among its customers is another than before."""
        present = [revisions[one] for one in self.customers if one in revisions]
        newest = max(present) if self.customers[0] in revisions else GONE
        if newest != self.revision:
            self.revision = newest
            self.woken.set()


class Watch:
    """The pages open in one event loop, and the task that looks for them while there are any."""

    def __init__(self) -> None:
        self.pages: set[Watched] = set()
        self.ending = False
        self._looking: asyncio.Task[None] | None = None

    def begin(self, page: Watched) -> None:
        """Watch for one page more."""
        self.pages.add(page)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    def end(self, page: Watched) -> None:
        """That page is closed. The task ends by itself when no page is left."""
        self.pages.discard(page)

    def end_all(self) -> None:
        """Let every stream end, for the server stops."""
        self.ending = True
        for page in self.pages:
            page.woken.set()

    async def _look(self) -> None:
        # A thread of its own, so that the watcher has one database connection and never waits for a page's.
        with ThreadPoolExecutor(1, thread_name_prefix="polku-live") as thread:
            loop = asyncio.get_running_loop()
            try:
                while self.pages:
                    asked = {customer for page in self.pages for customer in page.customers}
                    revisions = await loop.run_in_executor(thread, _revisions, asked)
                    if revisions is not None:
                        for page in self.pages:
                            page.hear(revisions)
                    await asyncio.sleep(EVERY)
            finally:
                thread.submit(_hang_up)


def _hang_up() -> None:
    """Close the connection of the thread this runs in."""
    connection.close()


def _revisions(customers: set[int]) -> dict[int, int] | None:
    """None where the store can't be asked just now; the next look tries again with a new connection."""
    try:
        return revisions_of(customers)
    except Error:
        _log.warning("the live updates could not ask the database; trying again", exc_info=True)
        connection.close()
        return None


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def watch() -> Watch:
    """The watch of the running event loop: in a server, that of the process."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())


def streams() -> int:
    """How many pages are being watched in this process."""
    return sum(len(one.pages) for one in list(_watches.values()))


def end_all() -> None:
    """End every stream of this process, from any thread; what a stopping server calls."""
    for loop, one in list(_watches.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(one.end_all)
