"""The whole timeline: where everything stands. The same path in the same frame is always the same drawing."""

from collections.abc import Sequence
from typing import Final

from polku.surfaces.charts.timeline import axis, handovers, lanes, promised, rated, stages, waits
from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.given import Promised, Told, Words
from polku.surfaces.charts.timeline.letters import first_fitting
from polku.surfaces.charts.timeline.room import Room
from polku.surfaces.charts.timeline.rows import Rows, beginning
from polku.surfaces.charts.timeline.scale import Elapsed, Scale, Silent, silences
from polku.surfaces.charts.timeline.shapes import SIZES, Drawing, Label, Mark, Shape
from polku.surfaces.charts.timeline.titles import titles

_SILENCE_ROW: Final = 18  # pixels


def timeline(told: Told, words: Words, frame: Frame) -> Drawing:
    """Lay the path out in this frame."""
    (drawing,) = timelines(told, words, [frame])
    return drawing


def timelines(told: Told, words: Words, frames: Sequence[Frame]) -> list[Drawing]:
    """Lay the path out in each of these frames; what no width changes is worked out once."""
    span = _Span(told)
    return [_Layout(told, words, frame, span).drawing() for frame in frames]


class _Span:
    """What a path is in every frame: its silences, its moments and what lies between them, its strands."""

    def __init__(self, told: Told) -> None:
        acted = [act.moment for act in told.acts]
        self.silent = silences(acted, told.now)
        self.moments = sorted({told.now, *acted, *_moments(told.promises)})
        self.elapsed = Elapsed(self.moments, self.silent)
        self.strands = waits.going_on(told.acts)


class _Layout:
    """Fills row after row from the top; what stands in them comes together as lines, marks and labels."""

    def __init__(self, told: Told, words: Words, frame: Frame, span: _Span) -> None:
        self.told, self.words, self.frame = told, words, frame
        self.silent, self.moments, self.strands = span.silent, span.moments, span.strands
        self.left = beginning(_names(told, words, self.silent), frame)
        room = frame.width - frame.edge - self.left
        self.scale = Scale(span.elapsed, self.left, room, frame.hush)
        self.rows = Rows(frame)
        self.lines: list[Shape] = []
        self.marks: list[Mark] = []
        self.labels: list[Label] = []

    def drawing(self) -> Drawing:
        self._stages()
        self._lanes()
        self._promises()
        self._felt()
        self._silences()
        base = self.rows.bottom
        return Drawing(
            self.frame.width,
            base + axis.ROW,
            [*self._grounds(base), *self.lines],
            sorted(self.marks, key=lambda mark: (mark.moment, mark.top, mark.left)),
            [*self.rows.names, *self.labels, *self._dates(base)],
        )

    def _stages(self) -> None:
        if self.told.stages:
            top = self.rows.add(self.words.stages, stages.ROW)
            self.marks += stages.band(self.told.stages, self.scale, self.scale.x(self.told.now), top)

    def _lanes(self) -> None:
        told, scale, frame = self.told, self.scale, self.frame
        tops = [self.rows.add(name, frame.lane) for name in told.lanes]
        middles = "".join(f"M{self.left} {top + frame.lane // 2}H{frame.width}" for top in tops)
        found = lanes.clusters(told.acts, scale, frame)
        room = Room()
        for one in found:
            room.take(one.lane, one.left - 2, one.right + 2)
        handed = handovers.slanted(told.handovers, scale, tops, frame, room)
        self.lines += [Shape("lane", middles), *waits.lines(self.strands, told.waits, scale, tops, frame)]
        self.lines += [shape for mark in handed for shape in mark.shapes]
        self.marks += [*lanes.marks(found, told.acts, tops, frame), *handed]
        if frame.titles and told.titles:
            self.labels += titles(found, told.titles, tops, frame, room)

    def _promises(self) -> None:
        if self.told.promises:
            top = self.rows.add(self.words.promises, promised.ROW)
            laid, count = promised.promised(self.told.promises, self.scale, top, self._ends())
            self.rows.bottom = top + count * promised.ROW + 2
            self.marks += laid

    def _felt(self) -> None:
        if self.told.ratings:
            top = self.rows.add(self.words.felt, rated.ROW)
            felt = rated.felt(self.told.ratings, self.scale)
            self.lines += rated.line(felt, top)
            self.marks += rated.marks(felt, self.told.ratings, top)

    def _silences(self) -> None:
        if self.silent:
            top = self.rows.add(self.words.silence, _SILENCE_ROW)
            self.marks += [self._silence(number, one, top) for number, one in enumerate(self.silent)]

    def _silence(self, number: int, one: Silent, top: int) -> Mark:
        left, right = self.scale.x(one.first), self.scale.x(one.last)
        width = round(right - left, 1)
        text = first_fitting(list(self.words.lengths(one.length)), SIZES["length"], width - 4)
        label = Label("length", text, round(left + width / 2, 1), top + 11, "middle") if text else None
        shape = Shape("silence-mark", f"M{left + 3} {top + 15}H{right - 3}")
        return Mark("silences", one.first, (number,), left, top, width, _SILENCE_ROW, (shape,), label)

    def _grounds(self, base: int) -> list[Shape]:
        """Behind everything: silence, what has not come yet, and today."""
        today, end = self.scale.x(self.told.now), self.scale.x(self.moments[-1])
        stretches = [(self.scale.x(one.first), self.scale.x(one.last)) for one in self.silent]
        silence = "".join(f"M{left} 0H{right}V{base}H{left}z" for left, right in stretches)
        ahead = [Shape("ahead", f"M{today} 0H{end}V{base}H{today}z")] if end > today else []
        return [Shape("silence", silence), *ahead, Shape("today", f"M{today} 0V{base + 4}")]

    def _dates(self, base: int) -> list[Label]:
        moments = (self.moments[0], self.moments[-1], self.told.now)
        return axis.dates(moments, self.silent, self.scale, self.words, self._ends(), base + 16)

    def _ends(self) -> tuple[float, float]:
        """Between which places words may stand."""
        return (self.left if self.frame.beside else 0.0, float(self.frame.width))


def _names(told: Told, words: Words, silent: Sequence[Silent]) -> list[str]:
    """The names of the rows that this path has."""
    own = (
        (words.stages, told.stages),
        (words.promises, told.promises),
        (words.felt, told.ratings),
        (words.silence, silent),
    )
    return [*told.lanes, *(name for name, rows in own if rows)]


def _moments(promises: Sequence[Promised]) -> list[int]:
    found = (
        moment for one in promises for moment in (one.made, one.due, one.due_now, one.done, one.withdrawn)
    )
    return [moment for moment in found if moment is not None]
