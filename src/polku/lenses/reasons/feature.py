"""A feature: one thing known of a customer at the moment of decision, and how people say it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import ibis


class Unit(StrEnum):
    """What a feature's values are."""

    TIME = "time"  # microseconds
    COUNT = "count"
    TIMES = "times"  # how often something happened
    POINTS = "points"  # of a rating, in millionths of its scale
    MONEY = "money"  # minor units
    FLAG = "flag"  # 1 or 0
    NAME = "name"  # a code of the engine's names, told by its name


class Of(StrEnum):
    """What it is told by: the columns are those that history gives, of which `then` and `here` choose."""

    STEPS = "steps"  # steps_until
    MATTERS = "matters"  # matters_until: questions and answers
    PEOPLE = "people"  # people_until: what those of us did whom we know by name
    PLACES = "places"  # places_until
    PROMISES = "promises"  # promises_until
    VISIT = "visit"  # the visit itself and whose it is: who_came


@dataclass(frozen=True)
class Feature:
    """One row of the table of features (table.py).

    `value` is an aggregate over a visit's rows, or, of VISIT, a value of the one row; null where it is not known. `words` say it of a customer, with
    %(value)s for a bound or a name; `title` is the thing itself.
    """

    name: str
    of: Of
    unit: Unit
    value: Callable[[ibis.Table], ibis.Value]
    title: Any  # text, translated when it is shown
    words: Any
    vague: bool = False  # where another feature tells of the same visits, that one says more
    verbatim: bool = False  # its names are told as they are, and are none of ours to translate

    @property
    def about(self) -> str:
        """What it is about, whether ever or of late."""
        return self.name.removesuffix("_lately").replace("lately_at_", "been_at_")
