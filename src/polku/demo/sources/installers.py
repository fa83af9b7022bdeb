"""The installers' app: CloudEvents of the work at customers' homes, by our partners' people."""

from collections.abc import Iterator
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources.cloud_events import cloud_event
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line

SOURCE: Final = "installers"
TYPES: Final = {
    What.INSTALLATION_STARTED: "work.started",
    What.INSTALLATION_DONE: "work.done",
    What.KINDNESS: "work.extra",
    What.SERVICE_DONE: "service.done",
}
TELLS: Final = frozenset(TYPES)


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One step of the work. The app knows the customer by the number on the work order, and by phone."""
    data = {
        "order": one.thread,
        "customer": known.account,
        "phone": one.who.phone,
        "partner": one.partner,
        "installer": one.staff,
        "title": one.subject,
        "note": one.text,
    }
    yield cloud_event(SOURCE, TYPES[one.what], one, data)
