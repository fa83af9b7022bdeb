"""The encounters of the list as rows that a template only has to lay down."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.page import CustomerPage
from polku.surfaces.web.pages.customer.badges import badge, state_badge, together
from polku.surfaces.web.pages.customer.encounter_words import encounter_words
from polku.surfaces.web.pages.customer.picture.thirds import third
from polku.surfaces.web.pages.customer.rating_words import rating_words
from polku.surfaces.words.amounts import money_words
from polku.surfaces.words.moments import time_element, when_words
from polku.surfaces.words.outcomes import outcome_words
from polku.surfaces.words.places import place_name, subject_words
from polku.surfaces.words.states import waiting_words
from polku.touchpoints.journeys.places import Place


class Row(msgspec.Struct, frozen=True):
    """One encounter; `version` changes with what happens in it."""

    key: str
    address: str
    version: str
    when: SafeString
    what: str
    circumstances: str
    signs: SafeString
    amount: str


def encounter_rows(
    encounters: Iterable[EncounterNow],
    page: CustomerPage,
    people: Mapping[int, str],
    places: Mapping[str, Place],
) -> list[Row]:
    """The rows; on an organisation's page (with its people's names) they also say whose each is."""
    bases = {number: reverse("customer", args=[number]) for number in page.whose}
    now = page.now
    return [
        Row(
            key=one.key,
            address=f"{bases[one.customer_id]}/encounters/{one.key}",
            version=f"{one.facts.last_at}.{one.facts.interactions}",
            when=time_element(one.facts.opened_at, when_words(one.facts.opened_at, now)),
            what=subject_words(one.facts.subject, places) or place_name(one.facts.touchpoint, places),
            circumstances=encounter_words(one, people, page.who.id, places),
            signs=together(*_signs(one, now)),
            amount="" if one.facts.amount is None else money_words(one.facts.amount, one.facts.currency),
        )
        for one in encounters
    ]


def _signs(one: EncounterNow, now: int) -> Iterator[SafeString]:
    facts = one.facts
    if one.status != "closed":
        yield state_badge(one.status, waiting_words(one.status, facts.waiting_since, None, now))
    elif facts.outcome:
        yield badge(outcome_words(facts.outcome))
    if facts.complaints:
        yield badge(_("Complaint"), "below")
    if facts.rating is not None:
        where = third(facts.rating, facts.rating_low, facts.rating_high)
        yield badge(rating_words(facts), "" if where == "unscaled" else where)
