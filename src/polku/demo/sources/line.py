"""One thing as a source tells it."""

from typing import Any

import msgspec


class Line(msgspec.Struct, frozen=True, gc=False):
    """A Segment message, a CloudEvent, or a row of one of the source's tables."""

    source: str  # the source's short name
    table: str  # "" for what comes by HTTP
    body: dict[str, Any]
