"""Loops of next steps that nothing leads out of."""

from collections.abc import Collection, Mapping, Sequence


def endless_loops(expects: Mapping[str, Sequence[str]], ends: Collection[str]) -> list[list[str]]:
    """One loop of each group of touchpoints from which no end can be reached, from its first touchpoint on.

    An end is a touchpoint that expects nothing, or one in `ends`. A loop with a way out is no fault: customers
    do come back to support, and renew more than once.
    """
    ending = {name for name, steps in expects.items() if not steps or name in ends}
    while more := {name for name, steps in expects.items() if name not in ending and ending & {*steps}}:
        ending |= more
    left = [name for name in expects if name not in ending]
    loops: list[list[str]] = []
    told: set[str] = set()
    for name in left:
        if name not in told:
            walk = _walk(name, expects)
            loop = walk[walk.index(walk[-1]) : -1]
            if not told & {*loop}:
                loops.append(loop)
            told |= {*walk}
    return loops


def _walk(name: str, expects: Mapping[str, Sequence[str]]) -> list[str]:
    """The first next step, and the first after that, until one stands there again."""
    walk = [name]
    while expects[walk[-1]][0] not in walk:
        walk.append(expects[walk[-1]][0])
    return [*walk, expects[walk[-1]][0]]
