"""The stream that one open page listens to, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from polku.surfaces.web.live.watch import Watched, watch

CHANGED: Final = "customer-changed"
HEARTBEAT: Final = 15.0  # seconds; keeps proxies from closing a silent stream, and notices who left
LIFETIME: Final = 900.0  # seconds; then the page connects anew, and sign-in is checked anew


async def changes(customers: Sequence[int], known: int) -> AsyncIterator[bytes]:
    """One event whenever one of the customers changed after revision `known`, until the page is closed."""
    page, watcher = Watched(customers, known), watch()
    ends = asyncio.get_running_loop().time() + LIFETIME
    watcher.begin(page)
    try:
        yield b"retry: 1000\n\n"
        while not watcher.ending and asyncio.get_running_loop().time() < ends:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await page.woken.wait()
            except TimeoutError:
                yield b": still here\n\n"
                continue
            page.woken.clear()
            if page.told != page.revision:
                page.told = page.revision
                yield f"id: {page.told}\nevent: {CHANGED}\ndata: {page.told}\n\n".encode()
    finally:
        watcher.end(page)
