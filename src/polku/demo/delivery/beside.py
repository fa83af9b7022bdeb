"""What this Polku holds already: of other sources, and of the demo company's."""

from django.db.models import QuerySet, Sum

from polku.demo.delivery.set_up import SOURCES, slug_of
from polku.intake.models import Tally
from polku.timeline.models import Source
from polku.timeline.sources import OWN


def other_events() -> int:
    """How many events other sources told."""
    ours = [*_demo_sources(), *Source.objects.filter(slug=OWN).values_list("pk", flat=True)]
    return _told(Tally.objects.exclude(source_id__in=ours))


def demo_events() -> int:
    """How many events the demo company's sources told."""
    return _told(Tally.objects.filter(source_id__in=_demo_sources()))


def _demo_sources() -> list[int]:
    return list(Source.objects.filter(slug__in=map(slug_of, SOURCES)).values_list("pk", flat=True))


def _told(tallies: QuerySet[Tally]) -> int:
    return tallies.aggregate(all=Sum("events"))["all"] or 0
