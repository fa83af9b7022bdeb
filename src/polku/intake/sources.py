"""Sources: the systems that tell us what happens, as people manage them."""

from typing import Final
from zoneinfo import available_timezones

import msgspec
from django.db.models import Count
from django.utils import timezone
from django.utils.text import slugify

from polku.intake.models import Quarantined, Tally, WriteKey
from polku.timeline.models import Source
from polku.timeline.sources import OWN
from polku.touchpoints.mappings import load

SLUG_LENGTH: Final = 60
NAME_LENGTH: Final = 120


class WrongSource(ValueError):
    """A source can't be made or changed so; the text says why."""


class SourceLine(msgspec.Struct, frozen=True):
    """One source as lists show it. `last_received_at` is microseconds UTC, None where nothing came yet."""

    source: Source
    keys: int  # those in force
    events: int
    waiting: int  # in quarantine
    last_received_at: int | None


def add_source(name: str, mapping: str, time_zone: str = "", rate_limit: int | None = None) -> Source:
    """Make a source, its short name drawn from its name; WrongSource says what is wrong."""
    slug = slugify(name)[:SLUG_LENGTH]
    if not slug:
        raise WrongSource(f"{name!r} has no letter or digit to make a short name of.")
    if len(name) > NAME_LENGTH:
        raise WrongSource(f"A name has at most {NAME_LENGTH} characters.")
    if Source.objects.filter(slug=slug).exists():
        raise WrongSource(f"There is a source {slug!r} already. Choose another name.")
    if mapping not in load.names():
        raise WrongSource(f"There is no mapping {mapping!r}. There are: {', '.join(load.names())}.")
    if time_zone and time_zone not in available_timezones():
        raise WrongSource(f"{time_zone!r} is no time zone. One is called, for example, Europe/Helsinki.")
    source = Source(slug=slug, name=name, mapping=mapping, time_zone=time_zone)
    set_rate_limit(source, rate_limit)
    return source


def find_source(slug: str) -> Source:
    """The source of that short name; WrongSource names those there are."""
    source = Source.objects.filter(slug=slug).first()
    if source is None:
        known = ", ".join(Source.objects.exclude(slug=OWN).values_list("slug", flat=True)) or "none yet"
        raise WrongSource(f"There is no source {slug!r}. There are: {known}.")
    return source


def set_rate_limit(source: Source, events_per_second: int | None) -> None:
    """Limit how fast the source may send by HTTP; None lifts the limit."""
    if events_per_second is not None and events_per_second < 1:
        raise WrongSource("A rate limit is at least 1 event a second; none at all lifts it.")
    source.rate_limit = events_per_second
    source.save()


def retire(source: Source) -> None:
    """Close all doors to the source; its events stay."""
    if source.slug == OWN:
        raise WrongSource("Polku's own acts come from this source; it can't be retired.")
    if source.retired_at is None:
        source.retired_at = timezone.now()
        source.save(update_fields=["retired_at"])


def reopen(source: Source) -> None:
    """Open the doors to a retired source again; its keys work as before."""
    if source.retired_at is not None:
        source.retired_at = None
        source.save(update_fields=["retired_at"])


def source_lines() -> list[SourceLine]:
    """All sources but Polku's own, by name, with their counts."""
    told = {tally.source_id: (tally.events, tally.last_received_at) for tally in Tally.objects.all()}
    waiting = dict(
        Quarantined.objects.filter(state="waiting").values_list("source_id").annotate(Count("pk")).order_by()
    )
    keys = dict(
        WriteKey.objects.filter(revoked_at=None).values_list("source_id").annotate(Count("pk")).order_by()
    )
    lines = []
    for source in Source.objects.exclude(slug=OWN).order_by("name"):
        events, last = told.get(source.pk, (0, None))
        lines.append(SourceLine(source, keys.get(source.pk, 0), events, waiting.get(source.pk, 0), last))
    return lines
