"""False-discovery control: of what is reported, at most one in twenty is expected to be nothing.

Benjamini and Hochberg (1995), with weights (Genovese, Roeder and Wasserman 2006): questions put beforehand and
subgroups looked for among thousands are one family, of which the first get most of the weight.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL: Final = 0.05
PLAIN: Final = 0.8  # of the weight, for the plain differences; the subgroups share the rest
BROAD: Final = 0.2  # of the weight, out of that, for what is asked of every place alike
_NONE: Final = np.empty(0)


def controlled(
    chances: Floats, others: Floats = _NONE, possible: int = 0, broad: NDArray[np.bool_] | None = None
) -> tuple[Floats, Floats]:
    """The q of each plain question and of each of the others, which were picked out of `possible` ones.

    `broad`: which of the plain ones are asked of every place alike: many, so that they do not outweigh the few.
    """
    possible = max(possible, len(others))
    family = len(chances) + possible
    weights = np.concatenate(
        [
            (PLAIN if possible else 1.0) * family * _among(len(chances), broad),
            np.full(len(others), (1 - PLAIN if len(chances) else 1.0) * family / max(possible, 1)),
        ]
    )
    weighted = np.concatenate([chances, others]) / weights
    order = np.argsort(weighted)
    stepped = weighted[order] * family / np.arange(1, len(weighted) + 1)
    q = np.empty_like(weighted)
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q[: len(chances)], q[len(chances) :]


def _among(questions: int, broad: NDArray[np.bool_] | None) -> Floats:
    """The part of the weight that each plain question gets."""
    if broad is None or broad.all() or not broad.any():
        return np.full(questions, 1 / max(questions, 1))
    share = BROAD / PLAIN
    parts: Floats = np.where(broad, share / broad.sum(), (1 - share) / (~broad).sum())
    return parts
