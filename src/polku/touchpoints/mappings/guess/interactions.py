"""What the rows of each shape become: the rules of the mapping, line by line."""

from collections.abc import Callable, Iterator
from typing import Final

from polku.timeline.vocabulary import VOCABULARY, Kind
from polku.touchpoints.mappings.guess.kinds import OURS, End, ends_in, kind_of
from polku.touchpoints.mappings.guess.lines import filled, one_of, present, present_unless
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.table import Column
from polku.touchpoints.mappings.guess.whole import Guess

_MOST_EVENTS: Final = 40  # names of events that get a rule each

Lines = Iterator[str]


def rules(guess: Guess) -> Lines:
    """The `rules:` of the mapping."""
    if guess.shape is Shape.CONTACT and guess.column(Role.TIME) is None:
        yield "# The rows only tell who somebody is: nothing happened by them."
        yield "rules: []"
        return
    yield "rules:"
    yield from _SHAPES[guess.shape](guess)


def _order(guess: Guess) -> Lines:
    amount, record = guess.column(Role.AMOUNT), guess.column(Role.RECORD_ID)
    about = {"about": record} if record else {}
    several = record is not None and record.distinct < len(record.values) and amount is not None
    yield "  - when: {}"
    yield "    interactions:"
    if several and amount:
        yield "      # An order has several rows: the one with its total is the order."
    first = {**about, "amount": amount, "text": guess.column(Role.TEXT)}
    yield from _entry("ordered", first, present(amount) if several and amount else "")
    due, delivered, status = map(guess.column, (Role.DUE_AT, Role.DELIVERED_AT, Role.STATUS))
    ends = ends_in(status.values) if status else {}
    if due:
        done = [] if delivered else ends.get(End.DELIVERED, [])
        if done:
            yield "      # What was delivered, and not when, can't be held against the promise."
        yield from _entry("promised", {**about, "due_at": due}, present_unless(due, status, done))
    if delivered:
        yield from _entry("delivered", {**about, "at": delivered}, present(delivered))
    if status and (cancelled := ends.get(End.CANCELLED)):
        yield from _entry("declined", {**about, "outcome": status}, one_of(status, cancelled))
    if status and (returned := ends.get(End.RETURNED)):
        yield from _entry("returned", {**about, "amount": amount}, one_of(status, returned))


def _ticket(guess: Guess) -> Lines:
    yield "  - when: {}"
    yield "    interactions:"
    yield from _entry("asked", {"text": guess.column(Role.TEXT)}, side="customer")
    if answered := guess.column(Role.ANSWERED_AT):
        yield from _entry("answered", {"at": answered}, present(answered), side="us")
    if due := guess.column(Role.DUE_AT):
        yield from _entry("promised", {"due_at": due}, present(due), pledge="fixed")
    ended, status = guess.column(Role.ENDED_AT), guess.column(Role.STATUS)
    ends = ends_in(status.values) if status else {}
    done = [*ends.get(End.DONE, []), *ends.get(End.DELIVERED, [])]
    if ended:
        yield from _entry("fixed", {"at": ended, "outcome": status}, present(ended))
    elif status and done:
        yield "      # The table does not tell when it was solved: the time of the row stands in."
        yield from _entry("fixed", {"outcome": status}, one_of(status, done))
    if rating := guess.column(Role.RATING):
        yield from _entry("rated", {"rating": rating, "at": ended}, present(rating), **_scale(guess))


def _message(guess: Guess) -> Lines:
    direction, text = guess.column(Role.DIRECTION), guess.column(Role.TEXT)
    if direction:
        yield f"  - when: {one_of(direction, _ours_in(direction))}"
        yield "    interactions:"
        yield from _entry("answered", {"text": text}, side="us")
    yield "  - when: {}"
    yield "    interactions:"
    yield from _entry("asked", {"text": text}, side="customer")


def _answer(guess: Guess) -> Lines:
    rating, text = guess.column(Role.RATING), guess.column(Role.TEXT)
    if rating:
        yield f"  - when: {present(rating)}"
        yield "    interactions:"
        yield from _entry("rated", {"rating": rating, "text": text}, **_scale(guess))
    yield "  - when: {}"
    yield "    interactions:"
    yield from _entry("answered", {"text": text}, side="customer")


def _deal(guess: Guess) -> Lines:
    amount, record = guess.column(Role.AMOUNT), guess.column(Role.RECORD_ID)
    told = {"about": record, "amount": amount}
    ended, status = guess.column(Role.ENDED_AT), guess.column(Role.STATUS)
    ends = ends_in(status.values) if status else {}
    yield "  - when: {}"
    yield "    interactions:"
    yield from _entry("offered", told)
    for end, kind in ((End.WON, "ordered"), (End.LOST, "declined")):
        if status and (words := ends.get(end)):
            more = {**told, "at": ended, "outcome": status}
            yield from _entry(kind, more, one_of(status, words))


def _event(guess: Guess) -> Lines:
    event = guess.column(Role.EVENT)
    names = list(dict.fromkeys(event.values))[:_MOST_EVENTS] if event else []
    for name in names:
        if event and (found := kind_of(name)):
            kind, side = found
            yield f"  - when: {one_of(event, [name])}"
            yield "    interactions:"
            yield from _named(guess, kind, side, event)
    yield "  - when: {}"
    yield "    interactions:"
    yield from _entry("visited", {"subject": event, "text": guess.column(Role.TEXT)})


def _named(guess: Guess, kind: Kind, side: str, event: Column) -> Lines:
    """An interaction of a kind that an event's name told; one that lacks what it needs is told as a word of ours."""
    told = {"subject": event, "text": guess.column(Role.TEXT), "about": guess.column(Role.RECORD_ID)}
    if "amount" in VOCABULARY[kind].fields:
        told["amount"] = guess.column(Role.AMOUNT)
    rating, due = guess.column(Role.RATING), guess.column(Role.DUE_AT)
    if kind is Kind.RATED:
        if rating is None:
            yield from _entry("answered", told, side="customer")
        else:
            yield from _entry("rated", {**told, "rating": rating}, **_scale(guess))
    elif kind is Kind.PROMISED:
        yield from _entry("promised" if due else "informed", {**told, "due_at": due})
    else:
        yield from _entry(kind.value, told, side=side)


def _simple(kind: str, side: str = "") -> Callable[[Guess], Lines]:
    """A shape whose rows are one kind of interaction each."""

    def one(guess: Guess) -> Lines:
        yield "  - when: {}"
        yield "    interactions:"
        yield from _entry(kind, {"text": guess.column(Role.TEXT)}, side=side)

    return one


def _entry(kind: str, columns: dict[str, Column | None], condition: str = "", **words: str) -> Lines:
    """One interaction: its kind, when it is made, and its fields out of columns or as words; empty ones stay out."""
    yield f"      - kind: {kind}"
    if condition:
        yield f"        if: {condition}"
    yield from (f"        {name}: {word}" for name, word in words.items() if word)
    yield from (f"        {name}: {filled(column)}" for name, column in columns.items() if column)


def _scale(guess: Guess) -> dict[str, str]:
    scale = guess.manner.scale
    return {"rating_low": str(scale.low), "rating_high": str(scale.high)}


def _ours_in(direction: Column) -> list[str]:
    """The values that mean us; the usual words where none of the first rows is ours."""
    seen = [value for value in dict.fromkeys(direction.values) if value.casefold() in OURS]
    return seen or list(OURS)


_SHAPES: Final[dict[Shape, Callable[[Guess], Lines]]] = {
    Shape.ORDER: _order,
    Shape.TICKET: _ticket,
    Shape.MESSAGE: _message,
    Shape.ANSWER: _answer,
    Shape.DEAL: _deal,
    Shape.EVENT: _event,
    Shape.CONTACT: _simple("joined"),
    Shape.LEAD: _simple("asked", "customer"),
    Shape.VISIT: _simple("visited"),
    Shape.OTHER: _simple("visited"),
}
