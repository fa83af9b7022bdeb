"""Who is at a touchpoint now: it is where their walk stands, and they have neither left nor come to its end."""

from typing import Final

import ibis

from polku.engine.tables import code
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.journeys.steps import within
from polku.lenses.measure import ask_about

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


def latest(asked: Asked) -> ibis.Table:
    """At most MOST of them."""
    return standing(asked).limit(MOST)


def counted(asked: Asked) -> ibis.Table:
    """How many they are, as `whole` in the only row."""
    return standing(asked).aggregate(whole=ibis._.count())


def there_now(asked: Asked) -> tuple[list[int], int]:
    """The ids of at most MOST of them, and how many there are."""
    rows = ask_about(latest, asked).rows.to_pylist()
    (whole,) = ask_about(counted, asked).rows.to_pylist()
    return [row["customer"] for row in rows], whole["whole"]
