"""Template filters and tags that say moments, durations, money, kinds and states in words.

`{% load words %}`, then: `{{ moment|when }}`, `{{ moment|date_of }}`, `{{ length|duration }}`,
`{{ minor_units|money:currency }}`, `{{ n|number }}`, `{{ interaction.kind|kind:interaction.side }}`,
`{{ state|state }}`, `{{ told.outcome|outcome }}`, `{{ refused.reason|reason }}`, `{% badge state %}`, `{% waiting state since due %}`. Moments are microseconds UTC or
aware datetimes; an absent one is drawn as a dash.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from polku.identity.models import Identifier
from polku.lib.clock import now
from polku.surfaces.words.amounts import money_words, number_words
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.facts import fact_name
from polku.surfaces.words.kinds import kind_words
from polku.surfaces.words.moments import (
    Moment,
    clock_words,
    date_words,
    exact_words,
    time_element,
    when_words,
)
from polku.surfaces.words.outcomes import outcome_words
from polku.surfaces.words.places import owner_words, place_words
from polku.surfaces.words.reasons.spoken import spoken
from polku.surfaces.words.states import due_words, state_look, state_words, waiting_words
from polku.touchpoints.journeys.places import Place

register = template.Library()
ABSENT = "–"


@register.filter
def when(moment: Moment | None) -> str | SafeString:
    """Relative up to a day, the date beyond; exact on hover."""
    return ABSENT if moment is None else time_element(moment, when_words(moment, now()))


@register.filter
def date_of(moment: Moment | None) -> str | SafeString:
    """The date alone; exact on hover."""
    return ABSENT if moment is None else time_element(moment, date_words(moment, now()))


@register.filter
def exact(moment: Moment | None) -> str | SafeString:
    """Day, date and time to the second."""
    return ABSENT if moment is None else time_element(moment, exact_words(moment))


@register.filter
def at_clock(moment: Moment | None) -> str | SafeString:
    """The time of day; exact on hover."""
    return ABSENT if moment is None else time_element(moment, clock_words(moment))


@register.filter
def duration(microseconds: int | None) -> str:
    """A length of time in one or two units."""
    return ABSENT if microseconds is None else duration_words(microseconds)


@register.filter
def money(minor_units: int | None, currency: str) -> str:
    """An amount as the reader's language writes it."""
    return ABSENT if minor_units is None else money_words(minor_units, currency)


@register.filter
def owner(name: str) -> str:
    """Whoever answers for a touchpoint."""
    return owner_words(name)


@register.filter
def number(value: int | float | None) -> str:
    """A whole number with its thousands set apart."""
    return ABSENT if value is None else number_words(value)


@register.filter
def kind(name: str, side: str) -> str:
    """What one side did: `asked us`, `we answered`."""
    return kind_words(name, side)


@register.filter
def state(name: str) -> str:
    """A state of an encounter, a promise or a quarantined thing."""
    return state_words(name)


@register.filter
def called(fact: str) -> str:
    """A fact's or an identifier's name: `email` is `Email`."""
    return fact_name(fact)


@register.filter
def identified(identifier: Identifier) -> str:
    """An identifier with what it is called: `Email sari@posti.example`."""
    return f"{fact_name(identifier.namespace)} {identifier.value}"


@register.filter
def outcome(told: str) -> str:
    """How something ended: `solved`, `put right`."""
    return outcome_words(told)


@register.filter
def reason(told: str) -> str:
    """Why something was refused, in the reader's language."""
    return spoken(told)


@register.filter
def due(moment: int | None) -> str:
    """`due in 1 h`, `2 h overdue`."""
    return ABSENT if moment is None else due_words(moment, now())


@register.filter
def titled(touchpoint: str, places: Mapping[str, Place]) -> str:
    """A touchpoint's title on the map (`places()`), or its name as people say it."""
    place = places.get(touchpoint)
    return place.title if place else place_words(touchpoint)


@register.simple_tag
def badge(name: str) -> SafeString:
    """The state as a badge: words, colour and sign."""
    return _badge(name, state_words(name))


@register.simple_tag
def waiting(name: str, since: int | None = None, due_at: int | None = None) -> SafeString:
    """A badge that says who waits, for how long, and when it is due."""
    return _badge(name, waiting_words(name, since, due_at, now()))


@register.simple_tag
def due_badge(moment: int) -> SafeString:
    """When a promise is due, as a badge: overdue is below what was expected, due waits."""
    present = now()
    look = "below" if moment < present else "wait"
    return format_html('<span class="badge badge-{}">{}</span>', look, due_words(moment, present))


def _badge(name: str, words: str) -> SafeString:
    look = state_look(name)
    return format_html('<span class="badge{}">{}</span>', f" badge-{look}" if look else "", words)
