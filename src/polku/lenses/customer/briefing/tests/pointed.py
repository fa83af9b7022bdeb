"""Points of customers laid down for a test, and points made by hand."""

from typing import TypeVar

from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.briefing.gather import facts_for
from polku.lenses.customer.briefing.points import Evidence, Point, Said, Score, Section
from polku.lenses.customer.briefing.said import Nothing
from polku.lenses.customer.briefing.table import points_of
from polku.lenses.customer.page import customer_page
from polku.lenses.customer.tests.told import at

NOW = "2026-11-20 12:00"
S = TypeVar("S", bound=Said)


def offered(customer_id: int, now: str = NOW) -> list[Point]:
    """Every point that any rule offers."""
    page = customer_page(customer_id, at(now))
    assert page is not None
    return points_of(facts_for(page))


def found(kind: type[S], customer_id: int, now: str = NOW) -> list[S]:
    """What points of that kind say."""
    return [one.said for one in offered(customer_id, now) if isinstance(one.said, kind)]


def scored(rule: str, customer_id: int, now: str = NOW) -> list[Score]:
    """What that rule's points weigh."""
    return [one.score for one in offered(customer_id, now) if one.rule == rule]


def said_to_all(customer_id: int, now: str = NOW) -> list[str]:
    """The rules whose points are said, in reading order."""
    page = customer_page(customer_id, at(now))
    assert page is not None
    return [one.rule for one in briefing(page, None).said]


def point(
    weight: int = 50,
    rule: str = "asks",
    matter: str = "",
    section: Section = Section.NEXT,
    moment: int = 0,
) -> Point:
    """A point that only weighs; without a matter it is a matter of its own."""
    return Point(
        rule=rule,
        section=section,
        said=Nothing(),
        score=Score(open=weight),
        at=moment,
        evidence=(Evidence(1, 0),),
        matter=matter or f"{rule} {section} {weight} {moment}",
    )
