"""The end of a rebuild that left the folds for last: everybody's encounters and promises, all at once."""

import logging
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from polku.lib.clock import MINUTE
from polku.lib.spark.session import ClusterAway
from polku.pipeline import afresh, progress
from polku.pipeline.bulk.folding import Folded, folded
from polku.pipeline.bulk.on_spark import fold_on_spark
from polku.timeline import store_encounters, store_interactions, store_promises
from polku.timeline.interaction import Interaction
from polku.timeline.store import fetch

log = logging.getLogger(__name__)
_CUSTOMERS: Final = 2_000  # whose interactions are read at once
_WRITTEN: Final = 1_000  # customers in one transaction: a fraction of a second's work


def fold_all() -> int:
    """Fold all interactions and end the rebuild; returns how many customers there were, and at least 1.

    Stopped anywhere, it begins again. Where the cluster can't be used, this process does the work.
    """
    before = progress.progress()
    afresh.clear_folds()
    done = 0
    for some in _chunks(_folded(), _WRITTEN):
        with transaction.atomic():
            store_encounters.replace([(one.customer, (), one.encounters) for one in some])
            store_promises.replace([(one.customer, (), one.promises) for one in some])
        done += len(some)
    with transaction.atomic():
        # Whoever came between (which needs the lead, and so a mishap) has the folds made once more.
        if progress.take_turn().turn == before.turn + 1:
            afresh.finish()
    return max(done, 1)


def _folded() -> Iterator[Folded]:
    gap = settings.CHOSEN["encounter_gap_minutes"] * MINUTE
    address = settings.CHOSEN["engine"]
    if address.startswith("spark://"):
        try:
            return fold_on_spark(address, _folder(), _told(), gap)
        except ClusterAway as away:
            log.warning("%s The folds are made here instead.", away)
    return folded(chain.from_iterable(_told()), gap)


def _folder() -> Path:
    """Beside what the cluster reads of the engine's copy."""
    chosen: Path | None = settings.CHOSEN["engine_parquet"]
    return (chosen or Path(settings.HOME) / "engine" / "parquet") / "rebuild"


def _told() -> Iterator[list[tuple[int, Interaction]]]:
    """All interactions, some customers' at a time, in the customers' order."""
    last = 0
    while ids := fetch(
        "SELECT id FROM identity_customer WHERE id > %s ORDER BY id LIMIT %s", [last, _CUSTOMERS]
    ):
        first, last = ids[0][0], ids[-1][0]
        yield store_interactions.of_customers(first, last)


def _chunks(found: Iterable[Folded], size: int) -> Iterator[list[Folded]]:
    some: list[Folded] = []
    for one in found:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
