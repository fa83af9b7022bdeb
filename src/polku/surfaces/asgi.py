"""The server's ASGI application: the intake door in front of Django's pages and API."""

import asyncio
import gc
import os

import django
from django.conf import settings

from polku.engine import engine
from polku.intake.http.answers import Receive, Scope, Send
from polku.intake.http.door import Door, Limits
from polku.surfaces.answering import Pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup(set_prefix=False)
pages = Pages()
door = Door(
    Limits(
        settings.CHOSEN["message_limit"],
        settings.CHOSEN["batch_limit"],
        settings.CHOSEN["web_origins"],
        settings.CHOSEN["time_zone"],
    )
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Give each request to the door or to Django; close the door when the server stops."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and Door.opens(scope["path"]):
        await door(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop; at the stop, all that was acknowledged is on disk already."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(door.close)
            await asyncio.to_thread(pages.close)
            await asyncio.to_thread(engine.stop)
            gc.unfreeze()  # so that the interpreter takes all of it down at its end
            await send({"type": "lifespan.shutdown.complete"})
            return
        # What is loaded now stays: the garbage collector need not look at it again with every request.
        gc.freeze()
        engine.start()
        await send({"type": "lifespan.startup.complete"})
