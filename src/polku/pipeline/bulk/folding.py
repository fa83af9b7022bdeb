"""The folds over many customers at once, as a cluster's Python runs them: no Django, nothing but the folds.

What passes between the processes is JSON in Parquet, because pandas would make fractions of whole numbers that may
be missing.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import msgspec

from polku.timeline.folds.encounters import Encounter, fold_encounters
from polku.timeline.folds.promises import Promise, fold_promises
from polku.timeline.interaction import Interaction

if TYPE_CHECKING:
    import pandas as pd

TOLD: Final = "customer BIGINT, interaction STRING"
FOLDED: Final = "customer BIGINT, folded STRING"


class Folded(msgspec.Struct, frozen=True):
    """All encounters and promises of one customer."""

    customer: int
    encounters: list[Encounter]
    promises: list[Promise]


def folded(told: Iterable[tuple[int, Interaction]], gap: int) -> Iterator[Folded]:
    """Per customer, of interactions that come customer by customer; `gap` in microseconds as fold_encounters has it."""
    for customer, theirs in groupby(told, key=itemgetter(0)):
        interactions = [one for _, one in theirs]
        yield Folded(customer, fold_encounters(interactions, gap), fold_promises(interactions))


def fold_frame(told: "pd.DataFrame", gap: int) -> "pd.DataFrame":
    """The same from and to pandas, as `applyInPandas` gives and takes: columns as in TOLD and FOLDED."""
    told = told.sort_values("customer", kind="stable")
    read = msgspec.json.Decoder(Interaction).decode
    rows = zip(told["customer"].tolist(), map(read, told["interaction"]), strict=True)
    found = list(folded(rows, gap))
    frame = type(told)
    written = [msgspec.json.encode(one).decode() for one in found]
    return frame({"customer": [one.customer for one in found], "folded": written})
