"""An encounter's circumstances in one line: where, who, how much, how long."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.encounters import EncounterNow
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.places import channel_words, place_name
from polku.timeline.folds.encounters import Encounter
from polku.touchpoints.journeys.places import Place


def encounter_words(
    one: EncounterNow, people: Mapping[int, str], page_of: int, places: Mapping[str, Place]
) -> str:
    """`mail support · mail · Mikko · 3 interactions · waited 2 days`; on another's page also whose it is."""
    facts = one.facts
    whose = people.get(one.customer_id, "") if one.customer_id != page_of else ""
    where = [place_name(facts.touchpoint, places)] if facts.subject else []
    parts = [*where, channel_words(facts.channel), whose, ", ".join(facts.people), *_amounts(facts)]
    return " · ".join(part for part in parts if part)


def _amounts(facts: Encounter) -> Iterator[str]:
    yield ngettext("%(n)d interaction", "%(n)d interactions", facts.interactions) % {"n": facts.interactions}
    if facts.waited:
        yield _("waited %(time)s") % {"time": duration_words(facts.waited)}
    if facts.handovers:
        yield ngettext("%(n)d handover", "%(n)d handovers", facts.handovers) % {"n": facts.handovers}
