"""Paths told apart by two numbers, so that equal paths are a plain group-by on any backend."""

from typing import Final

import ibis

_PRIME: Final = 2_147_483_647  # products of two remainders stay within 64 bits
_MIXERS: Final = ((1_000_003, 1, 48_271), (998_244_353, 7_919, 69_621))


def path_marks(steps: ibis.Table, *keys: str) -> ibis.Table:
    """One row per key: `steps` and the path's two marks, of a table with `number` from 1 and `touchpoint`.

    A mark is a sum over the steps of a number mixed from place and touchpoint: it needs no order within an
    aggregate, yet another order gives another sum. Two different paths share both with a chance of 2⁻⁶².
    """
    mixed = steps.mutate(**{f"_mix{count}": _mixed(steps, *mixer) for count, mixer in enumerate(_MIXERS)})
    return mixed.group_by(*keys).aggregate(
        steps=mixed.count().cast("int32"),
        mark=mixed._mix0.sum().cast("int64"),
        second_mark=mixed._mix1.sum().cast("int64"),
    )


def _mixed(steps: ibis.Table, spread: int, stride: int, mixer: int) -> ibis.Value:
    place = (steps.touchpoint.cast("int64") * spread + steps.number.cast("int64") * stride) % _PRIME
    turned = (place * mixer) % _PRIME
    return (turned * turned + place) % _PRIME
