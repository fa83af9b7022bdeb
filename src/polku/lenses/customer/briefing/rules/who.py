"""Who they are to us."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from polku.identity.naming import plain
from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts, matter_of
from polku.lenses.customer.briefing.points import (
    MEMORABLE,
    UNUSUAL,
    WHOLE,
    Evidence,
    Point,
    Said,
    Score,
    Section,
    recency,
)
from polku.lenses.customer.contact import LAST
from polku.lib.clock import DAY
from polku.timeline.vocabulary import Kind

FIRST_OF_ALL: Final = 100  # whatever else there is, this stands first
LATELY: Final = 183 * DAY
NAMED: Final = 3
MANY: Final = 4
_LANGUAGE: Final = frozenset({"language", "lang", "locale", "preferredlanguage"})


def standing(facts: Facts) -> Iterator[Point]:
    """What they are: a customer since their first order, in touch, a visitor, or nobody yet."""
    orders = facts.theirs(Kind.ORDERED)
    contact = facts.theirs()
    if facts.purchases and facts.purchases[0].orders:
        what: Said = _customer(facts)
    elif contact or facts.happened:
        what = said.NotYet(facts.who.first_at, bool(facts.organisations))
    else:
        what = said.OnlyVisits(facts.who.last_at) if facts.who.interactions else said.Nothing()
    seen = (orders or contact or facts.happened)[:1]
    yield Point(
        rule="standing",
        section=Section.WHO,
        said=what,
        score=Score(standing=FIRST_OF_ALL),
        at=facts.who.last_at,
        evidence=tuple(one.evidence for one in seen),
        matter="standing",
    )


def left(facts: Facts) -> Iterator[Point]:
    """They said goodbye and have not come back."""
    for one in facts.theirs(Kind.LEFT)[:1] if facts.left_at is not None else []:
        yield Point(
            rule="left",
            section=Section.WHO,
            said=said.LeftUs(one.occurred_at, facts.quote(one.text, one.customer_id)),
            score=Score(open=MEMORABLE, recent=recency(one.occurred_at, facts.now), memorable=MEMORABLE),
            at=one.occurred_at,
            evidence=(one.evidence,),
            matter=matter_of(one),
        )


def people(facts: Facts) -> Iterator[Point]:
    """Whom we know of an organisation."""
    names = [one.name for one in facts.members if one.name][:NAMED]
    if names:
        yield _always(said.People(names, len(facts.members) - len(names)), "people", 15)


def belongs(facts: Facts) -> Iterator[Point]:
    """Their organisation and its other people."""
    for one in facts.organisations[:1]:
        yield _always(said.BelongsTo(one.name, facts.colleagues[:NAMED]), "belongs", 15)


def shares(facts: Facts) -> Iterator[Point]:
    """Others who use the same address or number: a word for one may reach the other."""
    if facts.sharing:
        yield _always(said.Shares(facts.sharing[:NAMED]), "shares", 12)


def speaks(facts: Facts) -> Iterator[Point]:
    """The language to use, where it is not the reader's."""
    for one in facts.traits:
        told = one.value[:2].lower() if isinstance(one.value, str) else ""
        if plain(one.name) in _LANGUAGE and told.isalpha() and told != facts.language:
            yield _always(said.Speaks(told), "speaks", 30, Evidence(one.event_id, WHOLE))
            return


def meets(facts: Facts) -> Iterator[Point]:
    """The contact person; where it changed lately, who it was before."""
    one = facts.contact
    if one is None:
        return
    if not one.regular:
        yield from _meets_many(facts)
        return
    evidence = tuple(found.evidence for found in facts.happened if found.actor == one.actor)[:2]
    before = _before(facts, one.actor, one.since)
    if before and facts.now - one.since <= LATELY:
        changed = Score(recent=recency(one.since, facts.now), unusual=UNUSUAL)
        yield _about_contact(said.MeetsAnother(one.actor, one.since, before), changed, one.since, evidence)
    else:
        usually = said.Meets(one.actor, one.since, one.met, one.among)
        yield _about_contact(usually, Score(standing=10), one.since, evidence)


def _meets_many(facts: Facts) -> Iterator[Point]:
    """Nobody of us in half of the last encounters: so many different people."""
    last = [one.people for one in facts.met if one.people][:LAST]
    people = {name for met in last for name in met}
    if len(people) >= MANY:
        yield _about_contact(said.MeetsMany(len(people), len(last)), Score(standing=10), 0, ())


def _before(facts: Facts, actor: str, since: int) -> str:
    """Whom they met most before that moment, at least twice; "" for nobody."""
    earlier = [one.people for one in facts.met if one.opened_at < since]
    counted = Counter(name for people_met in earlier for name in people_met if name != actor)
    name, times = counted.most_common(1)[0] if counted else ("", 0)
    return name if times > 1 else ""


def _customer(facts: Facts) -> said.CustomerSince:
    """Where orders were told in several currencies, there is no sum."""
    first = [one.first_order_at for one in facts.purchases if one.first_order_at is not None]
    count, most = sum(one.orders for one in facts.purchases), facts.purchases[0]
    last = facts.last_purchase
    return said.CustomerSince(
        since=min(first),
        orders=count,
        amount=most.ordered if most.orders == count else None,
        currency=most.currency,
        latest=last.subject if last else "",
        latest_at=last.occurred_at if last else facts.who.last_at,
    )


def _always(what: Said, rule: str, standing_weight: int, *evidence: Evidence) -> Point:
    return Point(
        rule=rule,
        section=Section.WHO,
        said=what,
        score=Score(standing=standing_weight),
        at=0,
        evidence=evidence,
        matter=rule,
    )


def _about_contact(what: Said, score: Score, at: int, evidence: tuple[Evidence, ...]) -> Point:
    return Point(
        rule="meets", section=Section.WHO, said=what, score=score, at=at, evidence=evidence, matter="meets"
    )
