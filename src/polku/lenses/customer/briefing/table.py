"""The table of rules: each offers points about one thing, and may have so many of them said. Knows no Django."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from polku.lenses.customer.briefing.choose import Chosen, choose
from polku.lenses.customer.briefing.facts import Facts
from polku.lenses.customer.briefing.points import Point
from polku.lenses.customer.briefing.rules import coming, known, promised, voice, who, wrong


class Rule(msgspec.Struct, frozen=True):
    """One rule: its name is that of its function and of its points."""

    find: Callable[[Facts], Iterator[Point]]
    at_most: int = 1

    @property
    def name(self) -> str:
        return self.find.__name__


RULES: Final = (
    Rule(who.standing),
    Rule(who.left),
    Rule(who.people),
    Rule(who.belongs),
    Rule(who.shares),
    Rule(who.speaks),
    Rule(who.meets),
    Rule(promised.overdue, at_most=2),
    Rule(promised.moved, at_most=2),
    Rule(promised.done_late),
    Rule(promised.kept),
    Rule(promised.often_late),
    Rule(wrong.complained, at_most=2),
    Rule(wrong.put_right),
    Rule(wrong.complained_often),
    Rule(wrong.asked_again),
    Rule(wrong.waited_longer),
    Rule(wrong.sent_back),
    Rule(voice.rated, at_most=2),
    Rule(voice.spoke),
    Rule(voice.sent_somebody),
    Rule(voice.kindness),
    Rule(voice.last_asked),
    Rule(known.told_us),
    Rule(known.answered_us),
    Rule(coming.asks, at_most=2),
    Rule(coming.due),
    Rule(coming.offered),
    Rule(coming.we_asked),
    Rule(coming.silent),
    Rule(coming.reached_out),
)
_AT_MOST: Final = {rule.name: rule.at_most for rule in RULES}


def points_of(facts: Facts) -> list[Point]:
    """Every point that any rule offers."""
    return [point for rule in RULES for point in rule.find(facts)]


def briefing_of(facts: Facts) -> Chosen:
    """The points to be said, in reading order, and those that are not."""
    return choose(points_of(facts), _AT_MOST)
