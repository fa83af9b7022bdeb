"""The values that all shapes are made of."""

from typing import Annotated, Final

from ninja import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from polku.lib.clock import SECOND, to_text
from polku.lib.money import to_decimal

LARGEST_ID: Final = 2**63 - 1
_LAST: Final = "9999-12-31T23:59:59.999999Z"
_FIRST: Final = "0001-01-01T00:00:00Z"


def _moment(value: object) -> object:
    """A moment in microseconds as text; one that no calendar holds is told as the calendar's end."""
    if not isinstance(value, int):
        return value
    try:
        return to_text(value)
    except OverflowError:
        return _LAST if value > 0 else _FIRST


def seconds(microseconds: int | None) -> float | None:
    """A duration in seconds."""
    return None if microseconds is None else microseconds / SECOND


def money(amount: int | None, currency: str) -> dict[str, str] | None:
    """Minor units as {"amount": "128.45", "currency": "EUR"}; None where no amount was told."""
    return None if amount is None else {"amount": f"{to_decimal(amount, currency):f}", "currency": currency}


Moment = Annotated[str, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]


class Shape(BaseModel):
    """Something the API answers, read from mappings and structs.

    Not ninja's Schema: that one looks at each field in Python, for templates and querysets which no lens gives.
    """

    model_config = ConfigDict(from_attributes=True)


class Money(Shape):
    """An amount as a decimal text, with the currency's ISO 4217 code as the source told it."""

    amount: Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
    currency: str


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


CustomerId = Annotated[
    int, Path(ge=1, le=LARGEST_ID, description="The id of any of the customer's identifiers.")
]
RowId = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Cursor = Annotated[
    str, Query(max_length=2000, description="`next` of the page before; without it the first page.")
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
