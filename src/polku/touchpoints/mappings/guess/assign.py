"""Each role at most once: the column that fits it best has it, the others take what is left to them."""

from collections.abc import Sequence

import msgspec

from polku.touchpoints.mappings.guess.columns import ColumnGuess, rank, ranked
from polku.touchpoints.mappings.guess.roles import MANY, Role, Shape
from polku.touchpoints.mappings.guess.table import Column


def assigned(columns: Sequence[Column]) -> list[ColumnGuess]:
    """What each column tells, in their order."""
    left = {place: ranked(column) for place, column in enumerate(columns)}
    found: dict[int, ColumnGuess] = {}
    taken: set[Role] = set()
    while left:
        place, best = min(
            ((place, options[0]) for place, options in left.items()), key=lambda one: _order(*one)
        )
        if best.role in taken:
            left[place] = left[place][1:]
            continue
        found[place] = best
        del left[place]
        if best.role not in MANY:
            taken.add(best.role)
    return [found[place] for place in sorted(found)]


def fitted(guesses: Sequence[ColumnGuess], shape: Shape) -> list[ColumnGuess]:
    """What the shape of the table changes: a contact's own number is the customer's."""
    roles = {guess.role for guess in guesses}
    swaps: dict[Role, Role] = {}
    if shape in {Shape.CONTACT, Shape.LEAD} and Role.CUSTOMER_ID not in roles:
        swaps[Role.RECORD_ID] = Role.CUSTOMER_ID
    if shape is Shape.MESSAGE and Role.MESSAGE_ID not in roles:
        guesses = [_message_id(guess) for guess in guesses]
    if Role.TIME not in roles:
        spare = [role for role in (Role.ENDED_AT, Role.ANSWERED_AT, Role.DELIVERED_AT) if role in roles]
        swaps |= {spare[0]: Role.TIME} if spare else {}
    return [
        msgspec.structs.replace(guess, role=swaps.get(guess.role, guess.role)) if not guess.chosen else guess
        for guess in guesses
    ]


def _message_id(guess: ColumnGuess) -> ColumnGuess:
    """A bare `id` in a table of messages is the message's own."""
    bare = guess.column.name.casefold() == "id" and guess.role is Role.DETAIL
    return msgspec.structs.replace(guess, role=Role.MESSAGE_ID) if bare and not guess.chosen else guess


def _order(place: int, guess: ColumnGuess) -> tuple[bool, bool, int, float, int]:
    """Smaller goes first: sure, said by the name, usually called so, well filled, further to the left."""
    filled = len(guess.column.values) / max(guess.column.rows, 1)
    return (not guess.sure, not guess.named, rank(guess.role, guess.column), -round(filled, 1), place)
