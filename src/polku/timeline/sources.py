"""Sources by name; Polku itself is one, for what it does is an event too."""

from typing import Final

from polku.timeline.models import Source

OWN: Final = "polku"


def own_source() -> Source:
    """The source under which Polku's own acts stand in the log."""
    source, _ = Source.objects.get_or_create(slug=OWN, defaults={"name": "Polku", "mapping": OWN})
    return source
