"""What the form about a table shows: its columns with their choices, and what is left to ask."""

from typing import Any

import msgspec

from polku.surfaces.words.guesses import GROUPS, SHAPES, why
from polku.timeline.models import Source
from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.manner import SCALES
from polku.touchpoints.mappings.guess.roles import TIMES, Role
from polku.touchpoints.mappings.guess.whole import Guess
from polku.touchpoints.mappings.load import reader, shipped_names


class Line(msgspec.Struct, frozen=True):
    """One column: its place from 0, its guess, and why, in words."""

    place: int
    guess: ColumnGuess
    why: str

    @property
    def plain(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.guess.role in {Role.DETAIL, Role.UNREAD} and self.guess.sure and not self.guess.chosen


def form_of(guess: Guess) -> dict[str, Any]:
    """The parts of the form."""
    lines = [Line(place, one, why(one)) for place, one in enumerate(guess.columns)]
    roles = {one.role for one in guess.columns}
    either = any(one.seen.writing.either for one in guess.columns if one.role in TIMES)
    return {
        "lines": [line for line in lines if not line.plain],
        "plain": [line for line in lines if line.plain],
        "sure": sum(line.guess.sure for line in lines),
        "groups": [(group, list(words.items())) for group, words in GROUPS],
        "shapes": list(SHAPES.items()),
        "asks_order": either,
        "asks_scale": Role.RATING in roles,
        "asks_currency": Role.AMOUNT in roles and Role.CURRENCY not in roles,
        "scales": [str(scale) for scale in SCALES],
        "questions": [str(question) for question in guess.questions],
    }


def sources_that_read_rows() -> list[Source]:
    """Sources made for tables before, which a table of the same kind may go on with."""
    own = Source.objects.filter(retired_at=None).exclude(mapping__in=shipped_names()).order_by("name")
    return [source for source in own if source.slug != "polku" and "row" in reader(source.mapping).forms]
