"""What the customer said, as rows: ratings on their scales, and last words."""

from collections.abc import Mapping

import msgspec
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from polku.lenses.customer.page import CustomerPage
from polku.surfaces.web.pages.customer.badges import badge
from polku.surfaces.web.pages.customer.picture.thirds import third
from polku.surfaces.web.pages.customer.rating_words import rating_words
from polku.surfaces.words.kinds import kind_words
from polku.surfaces.words.moments import time_element, when_words
from polku.surfaces.words.places import channel_words, place_name
from polku.touchpoints.journeys.places import Place

_LONGEST = 240  # letters


class Voice(msgspec.Struct, frozen=True):
    """Words, when they were said, and how; `sign` holds a rating."""

    text: str
    when: SafeString
    circumstances: str
    sign: SafeString | None = None


def rated(page: CustomerPage, people: Mapping[int, str], places: Mapping[str, Place]) -> list[Voice]:
    """The last ratings, newest first."""
    found = []
    for one in page.ratings:
        where = third(one.rating, one.rating_low, one.rating_high)
        sign = badge(rating_words(one), "" if where == "unscaled" else where)
        place = [place_name(one.touchpoint, places), people.get(one.customer_id, "")]
        found.append(Voice(_cut(one.text), _when(one.occurred_at, page.now), _joined(place), sign))
    return found


def said(page: CustomerPage, people: Mapping[int, str]) -> list[Voice]:
    """The last words, newest first, without those that stand beside their rating."""
    beside = {rating.event_id for rating in page.ratings}
    return [
        Voice(
            _cut(one.text),
            _when(one.occurred_at, page.now),
            _joined(
                [
                    kind_words(one.kind, "customer"),
                    channel_words(one.channel),
                    people.get(one.customer_id, ""),
                ]
            ),
        )
        for one in page.words
        if one.event_id not in beside
    ]


def _when(moment: int, now: int) -> SafeString:
    return time_element(moment, when_words(moment, now))


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else str(Truncator(text).chars(_LONGEST))
