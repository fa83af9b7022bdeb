"""Like is set beside like: those who had bought before, or those who had not, where nearly all who left are of one kind.

A chat is a different place to a prospect and to a customer of three years. Where both kinds leave, both are looked
at, and the model holds it equal.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from polku.lenses.reasons.sampled import Sample

KIND: Final = "bought"
NEARLY: Final = 0.9  # of those who left


def comparable(sample: Sample) -> tuple[Sample, str]:
    """The visits to set side by side, and which: "bought", "not bought", or "" for all."""
    bought = sample.values[KIND] == 1
    share = bought[sample.left].mean() if sample.left.any() else 0.5
    if 1 - NEARLY < share < NEARLY:
        return sample, ""
    kept = bought if share >= NEARLY else ~bought
    if kept.all() or not kept[~sample.left].any():
        return sample, ""
    return _of(sample, kept), "bought" if share >= NEARLY else "not bought"


def _of(sample: Sample, kept: NDArray[np.bool_]) -> Sample:
    left, on = sample.left, ~sample.left
    return replace(
        sample,
        left=left[kept],
        customers=sample.customers[kept],
        moments=sample.moments[kept],
        values={name: values[kept] for name, values in sample.values.items()},
        all_left=round(sample.all_left * (kept & left).sum() / max(left.sum(), 1)),
        all_on=round(sample.all_on * (kept & on).sum() / max(on.sum(), 1)),
    )
