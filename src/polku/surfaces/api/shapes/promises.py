"""The shape of a promise."""

from typing import Any

import msgspec

from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.api.shapes.values import Moment, Shape


class Promise(Shape):
    """A promise as it stands now, against its original date: open, kept, late, broken or withdrawn."""

    customer_id: int
    state: str
    reference: str
    pledge: str
    made_at: Moment
    made_by: str
    touchpoint: str
    subject: str
    original_due_at: Moment
    due_at: Moment
    redated: int
    redated_at: Moment | None
    told_at: Moment | None
    asked_at: Moment | None
    told_before_due: bool | None
    told_before_asked: bool | None
    done_at: Moment | None
    withdrawn_at: Moment | None


class Promises(Shape):
    """A customer's promises, newest first, a thousand at most."""

    promises: list[Promise]


def promise(one: PromiseNow) -> dict[str, Any]:
    """A promise as the API tells it."""
    return msgspec.structs.asdict(one.facts) | {"customer_id": one.customer_id, "state": one.state}
