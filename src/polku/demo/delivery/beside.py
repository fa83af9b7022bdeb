"""Whether this Polku holds anything that the demo company did not tell."""

from django.db.models import Sum

from polku.demo.delivery.set_up import SOURCES, slug_of
from polku.intake.models import Tally
from polku.timeline.models import Source
from polku.timeline.sources import OWN


def other_events() -> int:
    """How many events other sources told."""
    ours = Source.objects.filter(slug__in=[OWN, *map(slug_of, SOURCES)]).values_list("pk", flat=True)
    return Tally.objects.exclude(source_id__in=list(ours)).aggregate(all=Sum("events"))["all"] or 0
