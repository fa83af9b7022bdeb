"""The rows as numbers: who left, whose visit it was, and each feature's values."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from polku.lenses.reasons.feature import Feature, Unit
from polku.lenses.reasons.gather import Rows
from polku.lenses.reasons.table import BESIDE


@dataclass(frozen=True)
class Sample:
    """Visits in a fixed order. `values`: floats with NaN where not known, or texts with "" for none.

    `all_left` and `all_on` are how many visits there are in all, of which these are a sample.
    """

    left: NDArray[np.bool_]
    customers: NDArray[np.int64]
    moments: NDArray[np.int64]
    values: dict[str, NDArray[Any]]
    all_left: int
    all_on: int
    features: tuple[Feature, ...] = ()  # those that may differ; BESIDE is set beside other places
    currency: str = ""  # of the amounts; those in other currencies are not known

    def people(self, left: bool) -> int:
        """Of how many customers one group's visits are."""
        return len(np.unique(self.customers[self.left == left]))


def sampled(found: Rows) -> Sample:
    """The same as numbers."""
    rows, features = found.rows, found.features
    left = rows["left"].to_numpy(zero_copy_only=False).astype(bool)
    of = rows["of"].to_numpy()
    currency, foreign = _currency(rows["currency"].to_pylist())
    values = {f.name: _values(rows[f.name], f.unit) for f in features}
    for feature in features:
        if feature.unit is Unit.MONEY:
            values[feature.name][foreign] = np.nan
    return Sample(
        left=left,
        customers=rows["customer"].to_numpy(),
        moments=rows["moment"].to_numpy(),
        values=values,
        all_left=int(of[left].max(initial=0)),
        all_on=int(of[~left].max(initial=0)),
        features=tuple(one for one in features if one not in BESIDE),
        currency=currency,
    )


def _currency(told: list[str | None]) -> tuple[str, NDArray[np.bool_]]:
    """The commonest currency, and which rows are not in it."""
    named = Counter(currency for currency in told if currency)
    main = max(sorted(named), key=named.__getitem__) if named else ""
    return main, np.array([currency != main for currency in told], dtype=bool)


def _values(column: pa.ChunkedArray, unit: Unit) -> NDArray[Any]:
    if unit is Unit.NAME:
        return np.array(column.fill_null("").to_pylist(), dtype=object)
    return np.array(column.cast(pa.float64()).to_numpy(zero_copy_only=False))
