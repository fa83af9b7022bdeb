"""Journeys by name: the newest version of each that people saved is in force; templates come with Polku."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db.models import Max, Min

from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import Journey
from polku.touchpoints.models import JourneyVersion

_SHIPPED: Final = Path(__file__).parent / "shipped"


class NoSuchJourney(LookupError):
    """There is no journey of that name; the text names those there are."""


def template_names() -> list[str]:
    """The templates that come with Polku: to begin with, not in force."""
    return sorted(path.stem for path in _SHIPPED.glob("*.yaml"))


def template(name: str) -> str:
    """A template's YAML; NoSuchJourney where Polku ships none of that name."""
    if name not in template_names():
        raise NoSuchJourney(f"There is no template {name!r}. There are: {', '.join(template_names())}.")
    return (_SHIPPED / f"{name}.yaml").read_text("utf-8")


def names() -> list[str]:
    """The journeys in force, the first declared first."""
    return [version.name for version in _in_force()]


def text(name: str) -> str:
    """The YAML in force; NoSuchJourney where there is none, or it was retired."""
    saved = JourneyVersion.objects.filter(name=name).order_by("-id").first()
    if saved is None or not saved.text:
        there = ", ".join(names()) or "none"
        raise NoSuchJourney(f"There is no journey {name!r} in force. In force: {there}.")
    return saved.text


def journeys() -> tuple[Journey, ...]:
    """The journeys in force, the first declared first; kept until a version is saved, by whichever process."""
    return _compiled(newest())


def newest() -> int:
    """The id of the newest version; changes whenever what is in force may."""
    return JourneyVersion.objects.aggregate(newest=Max("id"))["newest"] or 0


@lru_cache(1)
def _compiled(_newest: int) -> tuple[Journey, ...]:
    return tuple(compile_journey(version.text) for version in _in_force())


def _in_force() -> list[JourneyVersion]:
    """The newest version of each name, without those that were retired."""
    latest = list(
        JourneyVersion.objects.values("name")
        .annotate(first=Min("id"), last=Max("id"))
        .order_by("first")
        .values_list("last", flat=True)
    )
    found = JourneyVersion.objects.in_bulk(latest)
    return [found[version_id] for version_id in latest if found[version_id].text]


def forget_journeys() -> None:
    """Let go of compiled journeys; after a save, and in tests that empty the tables."""
    _compiled.cache_clear()
