"""Told bodies, made readable."""

import json
from typing import Final

LONGEST: Final = 200_000  # characters shown


def pretty(text: str) -> str:
    """JSON with its indents; anything else as it stands; what is very long cut with a mark."""
    try:
        readable = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        readable = text
    return readable if len(readable) <= LONGEST else readable[:LONGEST] + "\n…"
