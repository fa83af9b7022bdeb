"""After an old backup is unpacked: forget in it whom we forgot since it was made, before anybody sees it."""

from collections.abc import Sequence
from typing import Final

from polku.identity.models import Sighting
from polku.pipeline.forget import forget
from polku.privacy.mentions import customers_of
from polku.timeline.log.erase import erase_bodies
from polku.timeline.models import Event

_AT_ONCE: Final = 500


def forget_again(keys: Sequence[bytes]) -> int:
    """Forget the customers all of whose events have these keys, and erase the rest of these events.

    Returns how many customers have other events too: somebody should look at them.
    """
    erased = _still_told(keys)
    doubtful = 0
    for customer_id in sorted(set(customers_of(sorted(erased)).values())):
        told = Sighting.objects.filter(identifier__customer_id=customer_id).values_list("event_id", flat=True)
        if erased.issuperset(told):
            forget(customer_id, by="restore")
        else:
            doubtful += 1
    erase_bodies(sorted(erased))
    return doubtful


def _still_told(keys: Sequence[bytes]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(keys), _AT_ONCE):
        some = Event.objects.filter(key__in=keys[start : start + _AT_ONCE]).exclude(body=None)
        found.update(some.values_list("pk", flat=True))
    return found
