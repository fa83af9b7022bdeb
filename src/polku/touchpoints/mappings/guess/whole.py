"""A guess about a whole table, and the same with what a person chose in its place."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from polku.touchpoints.mappings.guess.assign import assigned, fitted
from polku.touchpoints.mappings.guess.columns import ColumnGuess, with_role
from polku.touchpoints.mappings.guess.manner import Manner, Scale, manner_of
from polku.touchpoints.mappings.guess.roles import MANY, NAMING, Role, Shape
from polku.touchpoints.mappings.guess.shape import shape_of
from polku.touchpoints.mappings.guess.table import Column, columns_of


class Question(StrEnum):
    """What the table does not tell, and only a person can."""

    NOBODY = "nobody"  # no column says who the customer is
    NO_TIME = "no_time"  # no column says when it happened
    DAY_OR_MONTH = "day_or_month"
    SCALE = "scale"
    CURRENCY = "currency"


class Choices(msgspec.Struct, frozen=True):
    """What a person chose; nothing where they left the guess. Roles by the column's place from 0."""

    roles: dict[int, Role] = {}
    shape: Shape | None = None
    month_first: bool | None = None
    currency: str = ""
    scale: Scale | None = None


class Guess(msgspec.Struct, frozen=True):
    """What the table is."""

    table: str
    shape: Shape
    shape_sure: bool
    columns: list[ColumnGuess]
    manner: Manner

    def column(self, role: Role) -> Column | None:
        """The column with that role."""
        return next((guess.column for guess in self.columns if guess.role is role), None)

    def all_of(self, role: Role) -> list[Column]:
        """The columns with a role that several may have."""
        return [guess.column for guess in self.columns if guess.role is role]

    @property
    def questions(self) -> list[Question]:
        """What is left to ask."""
        roles = {guess.role for guess in self.columns}
        asked = {
            Question.NOBODY: not roles & NAMING,
            Question.NO_TIME: Role.TIME not in roles and self.shape is not Shape.CONTACT,
            Question.DAY_OR_MONTH: bool(self.manner.either),
            Question.SCALE: Role.RATING in roles and not self.manner.scale_sure,
            Question.CURRENCY: Role.AMOUNT in roles and not self.manner.currency_sure,
        }
        return [question for question, holds in asked.items() if holds]


def guess_table(
    table: str, rows: Sequence[Mapping[str, Any]], zone: str, choices: Choices | None = None
) -> Guess:
    """The guess from the table's name and its first rows; `zone` is the company's time zone."""
    choices = choices or Choices()
    columns = _chosen(assigned(columns_of(rows)), choices.roles)
    shape, sure = shape_of(table, columns)
    shape, sure = (choices.shape, True) if choices.shape else (shape, sure)
    columns = fitted(columns, shape)
    manner = manner_of(columns, zone, choices.month_first, choices.currency, choices.scale)
    return Guess(table, shape, sure, columns, manner)


def _chosen(guesses: list[ColumnGuess], roles: Mapping[int, Role]) -> list[ColumnGuess]:
    """The guesses with a person's choices; a role that was chosen is taken from whatever was guessed to have it."""
    taken = set(roles.values()) - MANY
    return [
        with_role(guess, roles[place])
        if place in roles
        else (with_role(guess, Role.DETAIL, chosen=False) if guess.role in taken else guess)
        for place, guess in enumerate(guesses)
    ]
