"""How much of a body the pages take before anybody has looked at it: files from those who signed in, else a form."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import parse_cookie

from polku.intake.http.answers import Receive

FILES_COME_TO: Final = "/imports"
_AROUND_A_FILE: Final = 1 << 20  # bytes of the form that carries it


def of_a_form() -> int:
    """Bytes that anybody may send."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0


def of_a_file(scope: Mapping[str, Any]) -> int:
    """Bytes where files come to; asks the database whether somebody is signed in."""
    return int(settings.CHOSEN["upload_limit"]) + _AROUND_A_FILE if _signed_in(scope) else of_a_form()


class AtMost:
    """`receive` until the limit; beyond it, as if the sender had gone, and `exceeded` tells so."""

    def __init__(self, limit: int, scope: Mapping[str, Any], receive: Receive) -> None:
        told = dict(scope["headers"]).get(b"content-length", b"")
        self.exceeded = told.isdigit() and int(told) > limit
        self._left = limit
        self._receive = receive

    async def __call__(self) -> Mapping[str, Any]:
        if not self.exceeded:
            message = await self._receive()
            self._left -= len(message.get("body", b""))
            self.exceeded = self._left < 0
        return {"type": "http.disconnect"} if self.exceeded else message


def _signed_in(scope: Mapping[str, Any]) -> bool:
    cookie = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return bool(key) and SESSION_KEY in store(key)
