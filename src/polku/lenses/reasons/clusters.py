"""What rows are worth that belong to the same customers: several visits of one customer tell less than as many of several.

The design effect: the variance of a share with customers as what was drawn, over that with rows (Kish 1965).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def worth_of(has: Floats, known: Floats, customers: NDArray[np.int64]) -> Floats:
    """How many independent rows each column's known ones are worth. `has`, `known`: rows × columns of 0 and 1."""
    n: Floats = known.sum(axis=0)
    share = (has * known).sum(axis=0) / np.maximum(n, 1)
    order = np.argsort(customers, kind="stable")
    begins = np.flatnonzero(np.diff(customers[order], prepend=-1))
    if len(begins) == len(customers):
        return n
    astray = np.add.reduceat(((has - share) * known)[order], begins, axis=0)
    size = np.add.reduceat(known[order], begins, axis=0)
    alone = n * share * (1 - share)
    effect = np.divide((astray**2).sum(axis=0), alone, out=np.ones_like(n), where=alone > 0)
    # Where all have it, or none, the rows tell nothing of how alike they are: the most cautious holds.
    effect = np.where(alone > 0, effect, (size**2).sum(axis=0) / np.maximum(n, 1))
    worth: Floats = n / np.maximum(effect, 1.0)
    return worth
