"""Who is at a touchpoint now: it is where their walk stands, and they have neither left nor come to its end."""

from typing import Final

import ibis

from polku.engine.engine import ask
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.journeys.steps import code, within

MOST: Final = 100  # customers listed


def standing(asked: Asked) -> ibis.Table:
    """One row per customer at `asked.touchpoint`: customer, last_at; who came in the period, the latest first."""
    found = within(ended(asked), asked, "last_at")
    here = found.filter((found.manner == "on") & found.touchpoint.isin(code(asked.touchpoint).code))
    return (
        here.group_by("customer")
        .aggregate(last_at=here.last_at.max())
        .order_by(ibis.desc("last_at"), "customer")
    )


def there_now(asked: Asked) -> tuple[list[int], int]:
    """The ids of at most MOST of them, and how many there are."""
    found = standing(asked)
    rows = ask(found.limit(MOST)).rows.to_pylist()
    (counted,) = ask(found.aggregate(whole=found.count())).rows.to_pylist()
    return [row["customer"] for row in rows], counted["whole"]
