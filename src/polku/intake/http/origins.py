"""CORS: which web pages' browsers may send events here."""

from collections.abc import Sequence
from typing import Final

from polku.intake.http.answers import Answer, Headers, Problem

_METHODS: Final = b"POST, OPTIONS"
_ASKABLE: Final = b"authorization, content-type, content-encoding, x-retry-count"
_SHOWN: Final = b"retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset"


def origin_headers(origin: bytes, allowed: Sequence[str]) -> Headers:
    """What the browser needs to hear; Problem 403 where this origin may not send. No origin: nothing."""
    if not origin:
        return []
    if "*" in allowed:
        return [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _SHOWN)]
    if origin.decode("latin-1") not in allowed:
        raise Problem(403, "Pages of this origin may not send events here (setting web_origins).")
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-expose-headers", _SHOWN),
        (b"vary", b"Origin"),
    ]


def preflight(requested_headers: bytes) -> Answer:
    """The answer to OPTIONS."""
    headers = [
        (b"allow", _METHODS),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", requested_headers or _ASKABLE),
        (b"access-control-max-age", b"86400"),
    ]
    return Answer(204, headers=headers)
