"""What they had last asked or complained of: the subject line, where several wrote the same.

As in stated.py the words are in the store alone. What fewer than FEWEST customers wrote is not told of.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import Final

import numpy as np
from django.utils.translation import gettext_lazy as _

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.feature import Feature, Of, Unit
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.stated import AT_ONCE, first_words
from polku.timeline.models import InteractionRow
from polku.timeline.vocabulary import Kind, Side

KINDS: Final = (Kind.ASKED, Kind.COMPLAINED, Kind.MENTIONED)
THEME: Final = Feature(
    "asked_about", Of.VISIT, Unit.NAME, lambda v: v.customer,
    _("what they had last asked or complained of"), _("Had last asked or complained of: %(value)s"), verbatim=True,
)  # fmt: skip
_Told = tuple[list[int], list[str]]  # moments in their order, and the words of each


def with_themes(sample: Sample) -> Sample:
    """The sample with what each had asked of by the moment; as it was where nobody wrote what others wrote too."""
    told = _told(sample)
    themes = [
        _last(told, *visit) for visit in zip(sample.customers.tolist(), sample.moments.tolist(), strict=True)
    ]
    customers = defaultdict(set)
    for theme, customer in zip(themes, sample.customers.tolist(), strict=True):
        customers[theme].add(customer)
    shared = {theme for theme, each in customers.items() if theme and len(each) >= FEWEST}
    if not shared:
        return sample
    values = np.array([theme if theme in shared else "" for theme in themes], dtype=object)
    return replace(sample, values=sample.values | {THEME.name: values}, features=(*sample.features, THEME))


def _last(told: dict[int, _Told], customer: int, moment: int) -> str:
    moments, words = told.get(customer, ([], []))
    at = bisect_right(moments, moment)
    return words[at - 1] if at else ""


def _told(sample: Sample) -> dict[int, _Told]:
    found: dict[int, _Told] = defaultdict(lambda: ([], []))
    spelled: dict[str, str] = {}  # the same words, large or small, as they were first written
    customers = np.unique(sample.customers).tolist()
    for begin in range(0, len(customers), AT_ONCE):
        rows = InteractionRow.objects.filter(
            customer_id__in=customers[begin : begin + AT_ONCE], kind__in=[*KINDS], side=Side.CUSTOMER
        ).exclude(subject="")
        for customer, moment, subject in rows.order_by("occurred_at").values_list(
            "customer_id", "occurred_at", "subject"
        ):
            words = first_words(subject)
            moments, themes = found[customer]
            moments.append(moment)
            themes.append(spelled.setdefault(words.casefold(), words))
    return found
