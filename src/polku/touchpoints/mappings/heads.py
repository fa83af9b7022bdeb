"""Columns found by what their heads say, however they are spelled: `Case ID`, `CASE_ID` and `case:id` are case_id."""

import re
from functools import lru_cache
from typing import Any, Final

from polku.touchpoints.mappings.template import Body, missing

_BETWEEN: Final = re.compile(r"[\W_]+")


@lru_cache(4096)
def plain_head(head: str) -> str:
    """The head in small letters, with one `_` for whatever stands between its words."""
    return _BETWEEN.sub("_", head.casefold()).strip("_")


def with_plain_heads(body: Body) -> Body:
    """The body with its row under plain heads; of several that become one, the first that is filled."""
    row = body.get("row")
    if not isinstance(row, dict):
        return body
    plain: dict[str, Any] = {}
    for head, value in row.items():
        name = plain_head(head)
        if missing(plain.get(name)):
            plain[name] = value
    return {**body, "row": plain}
