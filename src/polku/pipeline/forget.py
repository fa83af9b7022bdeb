"""Forget a customer: erase everything held on them, everywhere, while others go on working.

The worker can't bring back what goes: it waits for the position that this transaction holds, and its memory
of identifiers ends with identity's new stamp. The log is erased first: if the process dies between the two
databases, forgetting again finds everything by the sightings that are still there.
"""

from collections import Counter

import msgspec
from django.db import transaction

from polku.identity.erase import around, reconsider
from polku.pipeline import progress
from polku.pipeline.filing import Filing
from polku.pipeline.subject import known_subject, subject_as_filed
from polku.privacy.holders import Holder, holders
from polku.privacy.mentions import mentions
from polku.privacy.models import Erasure
from polku.privacy.remains import clear_remains
from polku.privacy.subject import Subject
from polku.timeline.log.router import log_alias


class Forgotten(msgspec.Struct, frozen=True):
    """What went, as counts: rows of the customer's own, and rows of others that named them, by holder."""

    own: dict[str, int]
    others: dict[str, int]


def what_will_go(subject: Subject) -> dict[str, int]:
    """How many entries of each holder are the customer's."""
    return {holder.name: len(holder.export(subject)) for holder in holders()}


def forget(customer_id: int, by: str) -> Forgotten:
    """Erase the customer; only counts are left, and the moment. LookupError where there is no such customer.

    Covers everything acknowledged before the call. RemainsOnDisk where the rows are gone but the files
    could not be cleared of their traces.
    """
    while (forgotten := _forget(customer_id, by)) is None:
        pass  # a rebuild began in between: its end is waited for
    clear_remains()
    return forgotten


def _forget(customer_id: int, by: str) -> Forgotten | None:
    before = known_subject(customer_id)
    scanned = progress.position()
    found = mentions(before.values, 0, scanned)  # long, so outside the transaction
    with transaction.atomic():
        held = progress.take_turn()
        if held.rebuild_until is not None or held.position < scanned:
            return None
        subject = subject_as_filed(customer_id)
        if subject.values != before.values:
            scanned, found = 0, {}
        subject = subject.with_mentions(found | mentions(subject.values, scanned, held.position))
        near = around(subject.identifiers)  # a mailbox that fewer share may join again
        forgotten = _erase(subject)
        Filing(held.position).follow(reconsider({*subject.shared, *near}))
        Erasure.objects.create(erased_by=by, counts=msgspec.to_builtins(forgotten))
    return forgotten


def _erase(subject: Subject) -> Forgotten:
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    in_log = [holder for holder in holders() if holder.in_log]
    with transaction.atomic(using=log_alias()):
        _erase_from(in_log, subject, own, others)
    _erase_from([holder for holder in holders() if not holder.in_log], subject, own, others)
    return Forgotten(dict(own), dict(+others))


def _erase_from(some: list[Holder], subject: Subject, own: Counter[str], others: Counter[str]) -> None:
    for holder in some:
        others[holder.name] = holder.take_out(subject)
        own[holder.name] = holder.erase(subject)
