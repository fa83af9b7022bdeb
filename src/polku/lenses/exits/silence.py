"""Who is silent: for longer than they ever were, and than nearly anybody was who came back from there.

Three rules, each for whom it fits. Of buyers, where purchases repeat as MBG/NBD says: they are more likely gone than
not. Of all others: away for longer than ever before, and than 99 of 100 who came back after they were last seen where
these were; who was away twenty times or more, at most for twice as long as ever before.
"""

from typing import Final

import ibis

from polku.engine.standing import NEEDS, rhythms, signs
from polku.engine.tables import table
from polku.engine.walks import WALK, laid
from polku.lenses.asked import Asked
from polku.lenses.exits import mbg
from polku.lenses.exits.learnt import AWAY, BUYING, ENOUGH, USUAL
from polku.lenses.journeys.steps import last_moment, of_customers, whole_walks
from polku.lib.clock import DAY

EVEN: Final = 0.5  # less likely to be a customer still than this: gone
_WEEK: Final = 7.0 * DAY


def with_silence(stand: ibis.Table, asked: Asked) -> ibis.Table:
    """Where walks stand (`ended`), with whether each is `silent`; nobody is who never gave a sign of life.

    The rhythm is learnt from everybody, not from the segment alone. Where walks are customers' own, whatever they do
    anywhere breaks their silence.
    """
    latest = last_moment()
    now = latest.select(now=latest.latest)
    if asked.journey is None:
        return judged(stand, now)
    if of_customers(asked):
        known = table("standing").filter(ibis._.seen_at.notnull())
        return _beside(stand, judged(known.mutate(walk=known.customer), now))
    if asked.laid:
        return _of_walks(stand, laid("walk_step", asked.journey), now)
    steps = whole_walks(Asked(journey=asked.journey), *NEEDS)
    return _beside(stand, _of_walks(rhythms(steps, *WALK), signs(steps, *WALK), now))


def _beside(stand: ibis.Table, known: ibis.Table) -> ibis.Table:
    both = stand.left_join(known.select(*WALK, "silent"), WALK, rname="{name}_quiet")
    return both.mutate(silent=ibis.coalesce(both.silent, False))


def judged(found: ibis.Table, now: ibis.Table) -> ibis.Table:
    """Customers by their `rhythms`, at the moment `now`: with `silent`, and the `rule` that says so."""
    names = table("name").rename(place="name", seen_in="code")
    usual = names.join(AWAY, "place").filter(ibis._.place != "").select("seen_in", "usual")
    ever = AWAY.filter(AWAY.place == "").aggregate(ever=ibis._.usual.max())
    known = _by_rhythm(found.left_join(usual, "seen_in").drop("seen_in_right"), ever, now).cross_join(BUYING)
    buyer = known.fits & (known.bought_at > 0)
    chance = mbg.chance_alive(
        known, known.again.cast("float64"), (known.seen_at - known.bought_at) / _WEEK, (known.now - known.bought_at) / _WEEK
    )  # fmt: skip
    return known.select(
        *found.columns,
        silent=ibis.coalesce(ibis.ifelse(buyer, chance < EVEN, known.silent), False),
        rule=ibis.ifelse(buyer, "buying", known.rule),
    )


def _of_walks(walks: ibis.Table, signs: ibis.Table, now: ibis.Table) -> ibis.Table:
    """Leads, orders, contracts and cases, each by itself: they are not bought again."""
    gone = signs.filter(signs.away >= DAY)
    usual = gone.group_by(seen_in=gone.touchpoint).aggregate(
        usual=gone.away.quantile(USUAL).cast("float64"), times=gone.count()
    )
    usual = usual.filter(usual.times >= ENOUGH).drop("times")
    ever = gone.aggregate(ever=gone.away.quantile(USUAL).cast("float64"))
    found = walks.left_join(usual, "seen_in").drop("seen_in_right")
    return _by_rhythm(found, ever, now).select(*walks.columns, "silent")


def _by_rhythm(found: ibis.Table, ever: ibis.Table, now: ibis.Table) -> ibis.Table:
    known = found.cross_join(ever, now)
    longest = known.longest.cast("float64")
    regular = known.times >= ENOUGH
    others = ibis.coalesce(known.usual, known.ever)
    own = ibis.ifelse(regular, ibis.least(2.0 * longest, ibis.coalesce(others, 2.0 * longest)), others)
    # Where nobody knows how long others stay away, nobody is called silent.
    bearable = ibis.ifelse(own.isnull(), ibis.null("float64"), ibis.greatest(longest, own))
    return known.mutate(
        silent=ibis.coalesce((known.now - known.seen_at).cast("float64") > bearable, False),
        rule=ibis.ifelse(regular, "own", "place"),
    )
