"""What those who left gave as their reason, in their own or the seller's words, counted where several said the same.

The words are in the store alone: the engine holds none. They are of the goodbye itself: its subject, or the first
sentence of its text. What fewer than FEWEST customers said is not told.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.sampled import Sample
from polku.timeline.models import InteractionRow
from polku.timeline.vocabulary import Kind

GOODBYES: Final = (Kind.LEFT, Kind.DECLINED)
AT_ONCE: Final = 500
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s")
_LONGEST: Final = 120


def stated(sample: Sample) -> tuple[int, list[tuple[str, int]]]:
    """How many customers who left here said anything, and each reason with how many gave it; most first."""
    said = defaultdict(set)
    for customer, words in _said(sample):
        said[words.casefold()].add((customer, words))
    everybody = {customer for each in said.values() for customer, _ in each}
    counted = [(min(w for _, w in each), len({c for c, _ in each})) for each in said.values()]
    return len(everybody), sorted(
        (one for one in counted if one[1] >= FEWEST), key=lambda one: (-one[1], one[0])
    )


def who_said(sample: Sample, words: str) -> set[int]:
    """The customers who gave that reason."""
    return {customer for customer, said in _said(sample) if said.casefold() == words.casefold()}


def _said(sample: Sample) -> Iterator[tuple[int, str]]:
    since = dict(
        zip(sample.customers[sample.left].tolist(), sample.moments[sample.left].tolist(), strict=True)
    )
    customers = sorted(since)
    for begin in range(0, len(customers), AT_ONCE):
        some = customers[begin : begin + AT_ONCE]
        rows = InteractionRow.objects.filter(customer_id__in=some, kind__in=[str(kind) for kind in GOODBYES])
        for customer, moment, subject, text in rows.values_list(
            "customer_id", "occurred_at", "subject", "text"
        ):
            words = first_words(subject) or first_words(text)
            if words and moment >= since[customer]:
                yield customer, words


def first_words(text: str) -> str:
    """The first sentence, or as much of it as a line holds."""
    return _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0][:_LONGEST].strip()
