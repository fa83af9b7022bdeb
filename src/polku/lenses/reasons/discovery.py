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


def controlled(chances: Floats, others: Floats = np.empty(0), possible: int = 0) -> tuple[Floats, Floats]:  # noqa: B008
    """The q of each plain question and of each of the others, which were picked out of `possible` ones."""
    possible = max(possible, len(others))
    family = len(chances) + possible
    weights = np.concatenate(
        [
            np.full(len(chances), (PLAIN if possible else 1.0) * family / max(len(chances), 1)),
            np.full(len(others), (1 - PLAIN if len(chances) else 1.0) * family / max(possible, 1)),
        ]
    )
    weighted = np.concatenate([chances, others]) / weights
    order = np.argsort(weighted)
    stepped = weighted[order] * family / np.arange(1, len(weighted) + 1)
    q = np.empty_like(weighted)
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q[: len(chances)], q[len(chances) :]
