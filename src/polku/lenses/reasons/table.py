"""The table of features: everything the folds know that may differ between who left and who went on.

To add one: add a row, its words in the two .po files, and a line to docs/measures/reasons.md.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Final

import ibis
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from polku.lenses.reasons.feature import Feature, Of, Unit
from polku.lenses.reasons.history import SHIFT
from polku.lenses.reasons.values import name_words
from polku.lenses.traits import declared_traits

Place = tuple[str, int]  # a touchpoint and its code
STEPS, MATTERS, PEOPLE, PLACES, PROMISES, VISIT = Of
TIME, COUNT, TIMES, POINTS, MONEY, FLAG, NAME = Unit


def _any(flag: ibis.Value) -> ibis.Value:
    return ibis.ifelse(flag, 1, 0).max()


def _times(flag: ibis.Value) -> ibis.Value:
    return ibis.ifelse(flag, 1, 0).sum().cast("int64")


def _last(steps: ibis.Table, value: ibis.Value, where: ibis.Value) -> ibis.Value:
    """The value (0 … 2³¹) at the latest step where it holds."""
    return (steps.number.cast("int64") * SHIFT + value).max(where=where) % SHIFT


def _first(steps: ibis.Table, value: ibis.Value) -> ibis.Value:
    return (steps.number.cast("int64") * SHIFT + value).min(where=steps.then) % SHIFT


def _not_put_right(steps: ibis.Table) -> ibis.Value:
    complained = ibis.coalesce(steps.number.max(where=steps.then & steps.theirs & steps.complains), 0)
    return ibis.ifelse(complained > ibis.coalesce(steps.number.max(where=steps.then & steps.fixes), 0), 1, 0)


def _came_after(steps: ibis.Table) -> ibis.Value:
    """Only where they came: how long we let somebody be who is silent is how long they are silent."""
    came = steps.before & (steps.own_at == steps.moment)
    return steps.moment.max() - steps.occurred_at.max(where=came)


def _waited_here(steps: ibis.Table) -> ibis.Value:
    answers = steps.here & steps.wait.notnull()
    return steps.occurred_at.min(where=answers) - steps.since.min(where=answers)


FEATURES: Final[tuple[Feature, ...]] = (
    Feature("longest_wait", MATTERS, TIME, lambda s: s.wait.max(where=s.then),
            _("longest wait for our answer"), _("Had waited %(value)s or longer for an answer of ours")),
    Feature("longest_wait_lately", MATTERS, TIME, lambda s: s.wait.max(where=s.then & s.lately),
            _("longest wait for our answer since they were here last"), _("Since they were here last, if ever, had waited %(value)s or longer for an answer of ours")),
    Feature("answered_here", MATTERS, TIME, _waited_here,
            _("wait for our first answer here"), _("Waited %(value)s or longer for our first answer here")),
    Feature("unanswered_here", MATTERS, FLAG, lambda s: _any(s.open_here),
            _("a question here without an answer"), _("Asked something here that was not answered")),
    Feature("first_wait", MATTERS, TIME, lambda s: s.wait.max(where=s.then & (s.answers == 1)),
            _("wait for our first answer"), _("Had waited %(value)s or longer for our first answer")),
    Feature("unanswered", MATTERS, FLAG, lambda s: _any(s.open & s.before),
            _("a question without an answer"), _("Had asked something we had not answered yet")),
    Feature("questions", MATTERS, TIMES, lambda s: _times(s.then & s.asks),
            _("questions they had to ask"), _("Had had to ask %(value)s"), vague=True),
    Feature("asked_again", MATTERS, TIMES, lambda s: _times(s.then & s.again),
            _("questions soon after our answer"), _("Had asked again soon after an answer of ours %(value)s")),
    Feature("handovers", STEPS, TIMES, lambda s: _times(s.heard & s.passes),
            _("handovers"), _("Had been handed over %(value)s")),
    Feature("contact_changes", PEOPLE, TIMES, lambda s: _times(s.heard & s.other),
            _("changes of the person they dealt with"), _("Had met another person of ours than before at the same touchpoint %(value)s")),
    Feature("changes_in_matter", PEOPLE, TIMES, lambda s: _times(s.heard & s.another),
            _("changes of the person in one matter"), _("Had met another person of ours than before in the same matter %(value)s")),
    Feature("people_met", PEOPLE, COUNT, lambda s: s.actor.nunique(where=s.heard),
            _("people of ours they had dealt with"), _("Had dealt with %(value)s people of ours or more"), vague=True),
    Feature("complaints", STEPS, TIMES, lambda s: _times(s.then & s.theirs & s.complains),
            _("complaints"), _("Had complained %(value)s")),
    Feature("complaints_lately", STEPS, TIMES, lambda s: _times(s.then & s.lately & s.theirs & s.complains),
            _("complaints since they were here last"), _("Since they were here last, if ever, had complained %(value)s")),
    Feature("not_put_right", STEPS, FLAG, _not_put_right,
            _("a complaint not put right"), _("Had complained, and it was not put right")),
    Feature("attempts", STEPS, TIMES, lambda s: _times(s.heard & s.tries),
            _("our attempts to reach them"), _("We had tried to reach them %(value)s")),
    Feature("asked_of_them", STEPS, TIMES, lambda s: _times(s.heard & s.questions & ~s.theirs & ~s.automatic),
            _("questions we asked them"), _("We had asked them for something %(value)s"), vague=True),
    Feature("told_unasked", STEPS, TIMES, lambda s: _times(s.heard & s.tells & ~s.theirs & ~s.automatic),
            _("things we told them unasked"), _("Had been told something by us unasked %(value)s"), vague=True),
    Feature("kindness", STEPS, FLAG, lambda s: _any(s.heard & s.delights),
            _("a kindness of ours"), _("Had been shown a kindness that nobody had to")),
    Feature("returned", STEPS, FLAG, lambda s: _any(s.ever & s.returns),
            _("something sent back"), _("Had sent something back")),
    Feature("last_rating", STEPS, POINTS, lambda s: _last(s, s.felt, s.then & s.felt.notnull()),
            _("last rating"), _("Had given %(value)s or more as their last rating")),
    Feature("lowest_rating", STEPS, POINTS, lambda s: s.felt.min(where=s.then),
            _("lowest rating"), _("Had never given a rating below %(value)s")),
    Feature("rated", STEPS, FLAG, lambda s: _any(s.then & s.felt.notnull()),
            _("a rating"), _("Had given a rating"), vague=True),
    Feature("amount", STEPS, MONEY, lambda s: s.amount.max(where=s.then & s.prices),
            _("largest offer or order"), _("Had an offer or order of %(value)s or more")),
    Feature("steps", STEPS, COUNT, lambda s: s.count(where=s.heard),
            _("steps on the path so far"), _("Had %(value)s steps or more behind them"), vague=True),
    Feature("visits_here", VISIT, TIMES, lambda v: v.visit,
            _("times at this touchpoint"), _("Had come here %(value)s, this time among them")),
    Feature("with_us", STEPS, TIME, lambda s: s.own_at.max() - s.occurred_at.min(),
            _("time since their first step"), _("Had been with us for %(value)s or longer")),
    Feature("time_to_here", STEPS, TIME, _came_after,
            _("time from the step before until they came here"), _("Had come here %(value)s or longer after the step before"), vague=True),
    Feature("came_by", VISIT, NAME, lambda v: v.came_by,
            _("channel"), _("Came by: %(value)s")),
    Feature("last_outcome", STEPS, NAME, lambda s: _last(s, s.outcome, s.then & (s.outcome != 0)),
            _("last outcome"), _("The last outcome written down was: %(value)s"), verbatim=True),
    Feature("arrived_by", STEPS, NAME, lambda s: _first(s, s.channel),
            _("channel of arrival"), _("Had first come by: %(value)s")),
    Feature("began_at", STEPS, NAME, lambda s: _first(s, s.touchpoint),
            _("touchpoint of arrival"), _("Had first come to: %(value)s")),
    Feature("came_from", VISIT, NAME, lambda v: v.came_from,
            _("touchpoint before"), _("Had come here from: %(value)s")),
    Feature("partner", STEPS, NAME, lambda s: _last(s, s.partner, s.then & (s.partner != 0)),
            _("partner"), _("Had as partner: %(value)s"), verbatim=True),
    Feature("entity", VISIT, NAME, lambda v: v.entity,
            _("person or organisation"), _("Is: %(value)s")),
    Feature("member", VISIT, FLAG, lambda v: ibis.ifelse(v.member, 1, 0),
            _("belonging to an organisation"), _("Belongs to an organisation")),
    Feature("bought", STEPS, FLAG, lambda s: _any(s.ever & s.theirs & s.buys),
            _("an order before"), _("Had ordered or paid something before")),
    Feature("late", PROMISES, TIMES, lambda p: _times(p.late),
            _("promises we kept late"), _("We had kept a promise late %(value)s"), vague=True),
    Feature("late_lately", PROMISES, TIMES, lambda p: _times(p.late_since),
            _("promises not kept in time since they were here last"), _("Since they were here last, if ever, we had not kept a promise in time %(value)s"), vague=True),
    Feature("broken", PROMISES, TIMES, lambda p: _times(p.broken),
            _("promises overdue"), _("A promise of ours was overdue %(value)s")),
    Feature("moved_silently", PROMISES, TIMES, lambda p: _times(p.moved & ~p.noticed),
            _("promised days moved without telling them"), _("A promised day had been moved and they were not told in time %(value)s")),
    Feature("moved_silently_lately", PROMISES, TIMES, lambda p: _times(p.moved_since),
            _("promised days moved without telling them since they were here last"), _("Since they were here last, if ever, a promised day had been moved and they were not told in time %(value)s")),
    Feature("moved_told", PROMISES, TIMES, lambda p: _times(p.noticed),
            _("promised days moved with notice"), _("A promised day had been moved and they were told in time %(value)s")),
)  # fmt: skip


def segment_features() -> tuple[Feature, ...]:
    """One for each trait that the setting segment_traits declares (docs/do/cut-customers-into-segments.md)."""
    return tuple(
        Feature(f"segment_{name}", VISIT, NAME, itemgetter(name), name, _segment_words(name), verbatim=True)
        for name in declared_traits()
    )


def _worded(name: str) -> str:
    return _now("Is of the segment %(trait)s: %(value)s") % {"trait": name, "value": "%(value)s"}


_segment_words: Final = lazy(_worded, str)
# Set beside other touchpoints, not beside who went on: to be handed over here is to go on.
HANDED: Final = Feature(
    "handed_over_here",
    STEPS,
    FLAG,
    lambda s: _any(s.here & s.passes),
    _("a handover here"),
    _("Was handed over here"),
)

BESIDE: Final = (HANDED,)


def place_features(places: tuple[Place, ...]) -> tuple[Feature, ...]:
    """How often they had been at each of these touchpoints, and whether since they were here last."""
    return tuple(one for place in places for one in _of_place(*place))


def _of_place(place: str, number: int) -> tuple[Feature, Feature]:
    often, lately, title = (_place_words(place, how) for how in ("often", "lately", "title"))
    return (
        Feature(f"been_at_{place}", PLACES, TIMES, _at(number, "ever"), title, often),
        Feature(f"lately_at_{place}", PLACES, TIMES, _at(number, "lately"), title, lately),
    )


def _at(place: int, how: str) -> Callable[[ibis.Table], ibis.Value]:
    """The number of steps at a place, by its code."""
    return lambda p: p[how].sum(where=p.touchpoint == place).cast("int64")


def _placed(place: str, how: str) -> str:
    words = {
        "often": _now("Had been at: %(place)s, %(value)s"),
        "lately": _now("Since they were here last, if ever, had been at: %(place)s, %(value)s"),
        "title": _now("times at: %(place)s"),
    }[how]
    # A title may hold a per cent sign; words are put into words once more.
    name = name_words(place)
    return words % {"place": name if how == "title" else name.replace("%", "%%"), "value": "%(value)s"}


_place_words: Final = lazy(_placed, str)


def set_side_by_side(places: tuple[Place, ...] = ()) -> tuple[Feature, ...]:
    """Every feature that may differ between who left and who went on."""
    told = (*FEATURES, *place_features(places), *segment_features())
    return tuple(sorted(told, key=lambda one: one.vague))


def every_feature(places: tuple[Place, ...] = ()) -> tuple[Feature, ...]:
    """All that is gathered."""
    return (*set_side_by_side(places), *BESIDE)
