"""Where else a person's values stand: events in the log that are not filed under them."""

from polku.identity.models import Sighting
from polku.privacy.values import Values
from polku.timeline.log.erase import bodies_like


def mentions(values: Values, after: int, until: int) -> dict[int, str]:
    """Bodies by event id, of the events behind `after` and up to `until` that hold one of the values."""
    if not values:
        return {}
    return {
        event_id: body for event_id, body in bodies_like(values.likes, after, until) if values.found_in(body)
    }


def customers_of(event_ids: list[int]) -> dict[int, int]:
    """Whose these events are: customer ids by event id; events that are nobody's are left out."""
    found: dict[int, int] = {}
    for start in range(0, len(event_ids), 500):
        filed = Sighting.objects.filter(event_id__in=event_ids[start : start + 500])
        found.update(filed.values_list("event_id", "identifier__customer_id"))
    return found
