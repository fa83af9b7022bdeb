"""Promises as spans, from made to due: kept, late, broken, re-dated, in as few rows as they need."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.timeline.given import Promised
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.room import Room
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import SIZES, Label, Mark, Shape

ROW: Final = 20  # pixels
MOST_ROWS: Final = 3  # of single promises; what finds no room there is counted together in one row more
_SIGN: Final = 5.0  # half a sign's width
_ROOM: Final = 8.0  # kept free on both sides of a promise
_BESIDE: Final = 5.0  # between a promise and its words
# A box of those counted together, with the gap after it: no broader than what every frame keeps free at the right.
_BOX: Final = 38.0
_URGENT: Final = ("broken", "open", "late")  # these take their room first


def promised(
    promises: Sequence[Promised], scale: Scale, top: int, ends: tuple[float, float]
) -> tuple[list[Mark], int]:
    """The promises' marks, and how many rows they take from `top` on; words stay between `ends`."""
    rows = Room()
    marks: list[Mark] = []
    crowded: list[int] = []
    for number in sorted(range(len(promises)), key=lambda number: _turn(promises[number])):
        one = promises[number]
        placed = _place(rows, *_span(one, scale), one.labels, ends)
        if placed is None:
            crowded.append(number)
        else:
            marks.append(_mark(number, one, scale, top, placed))
    used = rows.rows
    together = _together(sorted(crowded), promises, scale, top + used * ROW)
    return marks + together, used + bool(together)


def _turn(one: Promised) -> tuple[bool, int, int]:
    return (one.state not in _URGENT, -one.made, -one.due)


def _span(one: Promised, scale: Scale) -> tuple[float, float]:
    last = max(one.due, one.due_now, one.done or one.due, one.withdrawn or one.due)
    return scale.x(one.made), scale.x(last)  # what is later stands no farther left


class _Placed(msgspec.Struct, frozen=True):
    """The row that has room, and the wording that fits there, right or left of the promise."""

    row: int
    words: str = ""
    x: float = 0.0
    anchor: str = "start"


def _place(
    rows: Room, left: float, right: float, labels: Sequence[str], ends: tuple[float, float]
) -> _Placed | None:
    """Where the promise goes, with the longest wording that has room; None where no row has any."""
    begin, end = left - _SIGN, right + _SIGN
    for words in labels:
        room = width_of(words, SIZES["note"]) + _BESIDE
        for row in range(MOST_ROWS):
            if end + room <= ends[1] and rows.claim(row, begin - _ROOM, end + room):
                return _Placed(row, words, round(end + _BESIDE, 1))
            if begin - room >= ends[0] and rows.claim(row, begin - room, end + _ROOM):
                return _Placed(row, words, round(begin - _BESIDE, 1), "end")
    for row in range(MOST_ROWS):
        if rows.claim(row, begin - _ROOM, end + _ROOM):
            return _Placed(row)
    return None


def _mark(number: int, one: Promised, scale: Scale, top: int, placed: _Placed) -> Mark:
    left, right = _span(one, scale)
    y = top + placed.row * ROW
    label = Label("note", placed.words, placed.x, y + 14, placed.anchor) if placed.words else None
    return Mark(
        "promises",
        one.made,
        (number,),
        round(left - _SIGN, 1),
        y + 3,
        round(right - left + 2 * _SIGN, 1),
        ROW - 6,
        tuple(_shapes(one, scale, y + ROW // 2)),
        label,
    )


def _shapes(one: Promised, scale: Scale, y: int) -> list[Shape]:
    made, due, moved = scale.x(one.made), scale.x(one.due), scale.x(one.due_now)
    end = one.done if one.done is not None else one.withdrawn
    upto = scale.x(end) if end is not None else max(due, moved)
    shapes = [
        Shape("promise-span", f"M{made} {y}H{max(due, moved)}"),
        Shape("promise", f"M{made} {y}H{min(due, upto)}"),
    ]
    if upto > due:
        shapes.append(Shape("promise promise-over", f"M{due} {y}H{upto}"))
    shapes.append(Shape("promise-made", _diamond(made, y)))
    if one.due_now != one.due and moved != due:
        shapes.append(Shape("promise-moved", f"M{moved} {y - 6}v12"))
    return [*shapes, *_ends(one, scale, y)]


def _ends(one: Promised, scale: Scale, y: int) -> list[Shape]:
    due = scale.x(one.due)
    crossed = Shape("promise-broken", f"M{due - 4} {y - 4}l8 8m0 -8l-8 8")
    if one.state == "late" and one.done is not None:
        return [crossed, Shape("promise-late", _diamond(scale.x(one.done), y))]
    if one.state == "kept" and one.done is not None:
        return [
            Shape("promise-due", f"M{due} {y - 6}v12"),
            Shape("promise-kept", _diamond(scale.x(one.done), y)),
        ]
    if one.state == "broken":
        return [crossed]
    if one.withdrawn is not None:
        return [Shape("promise-withdrawn", f"M{scale.x(one.withdrawn) - 4} {y}h8")]
    return [Shape("promise-due", f"M{due} {y - 6}v12")]


def _diamond(x: float, y: float) -> str:
    return f"M{round(x - _SIGN, 1)} {y}l5 -5l5 5l-5 5z"


def _together(numbers: Sequence[int], promises: Sequence[Promised], scale: Scale, top: int) -> list[Mark]:
    """What found no row, laid together by when it was made: a box with how many there are."""
    boxes: list[tuple[float, list[int]]] = []
    for number in numbers:
        x = scale.x(promises[number].made)
        if boxes and x < boxes[-1][0] + _BOX:
            boxes[-1][1].append(number)
        else:
            boxes.append((x, [number]))
    return [_counted(left, members, promises, top) for left, members in boxes]


def _counted(left: float, members: list[int], promises: Sequence[Promised], top: int) -> Mark:
    width = _BOX - 4
    label = Label("count", str(len(members)), round(left + width / 2, 1), top + 14, "middle")
    wrong = sum(promises[number].state in {"broken", "late"} for number in members) / len(members)
    shapes = [Shape("counted", f"M{left} {top + 4}h{width}v12h{-width}z")]
    if wrong:
        shapes.append(
            Shape(
                "promise-share", f"M{left} {top + 14}h{round(width * wrong, 1)}v2h{-round(width * wrong, 1)}z"
            )
        )
    return Mark(
        "promises", promises[members[0]].made, tuple(members), left, top + 4, width, 12, tuple(shapes), label
    )
