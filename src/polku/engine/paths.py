"""Paths told apart by two numbers, so that equal paths are a plain group-by on any backend."""

from typing import Final

import ibis

_PRIME: Final = 2_147_483_647  # the square of a remainder stays within 64 bits
_MIXERS: Final = ((1_000_003, 7_919, 48_271), (998_244_353, 104_729, 69_621))
# Squarings in a row. With one, a mark would be a quadratic, and two paths that take the same steps in another order
# could share both marks: 16 ways of BPI 2012 did. With five, nothing that paths have in common lines up.
_ROUNDS: Final = 5


def path_marks(steps: ibis.Table, *keys: str) -> ibis.Table:
    """One row per key: `steps` and the path's two marks, of a table with `number` from 1 and `touchpoint`.

    A mark is a sum over the steps of a number mixed from place and touchpoint: it needs no order within an
    aggregate, yet another order gives another sum. Two different paths share both with a chance of about 2⁻⁶².
    """
    names = [f"_mix{count}" for count in range(len(_MIXERS))]
    mixed = steps.mutate(
        **{
            name: (steps.touchpoint.cast("int64") * spread + steps.number.cast("int64") * stride) % _PRIME
            for name, (spread, stride, _) in zip(names, _MIXERS, strict=True)
        }
    )
    for _ in range(_ROUNDS):
        mixed = mixed.mutate(
            **{
                name: (mixed[name] * mixed[name] + added) % _PRIME
                for name, (_, _, added) in zip(names, _MIXERS, strict=True)
            }
        )
    return mixed.group_by(*keys).aggregate(
        steps=mixed.count().cast("int32"),
        mark=mixed._mix0.sum().cast("int64"),
        second_mark=mixed._mix1.sum().cast("int64"),
    )
