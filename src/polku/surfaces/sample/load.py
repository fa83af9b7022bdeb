"""Bring the sample in through the same doors as anybody's events."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from polku.intake.files.importing import import_files
from polku.intake.files.plan import plan_import
from polku.intake.http import segment
from polku.intake.http.parsed import Teller
from polku.intake.keep import keep
from polku.intake.sources import add_source
from polku.lib import clock
from polku.pipeline.drain import drain
from polku.surfaces.sample.days import dated
from polku.timeline.log.read import last_position
from polku.timeline.models import Event
from polku.touchpoints.mappings.load import reader
from polku.touchpoints.models import MappingVersion

_HERE: Final = Path(__file__).parent
MAPPING: Final = "tuulahdus"
TABLES: Final = ("orders.csv", "helpdesk.csv")


def load_sample() -> int:
    """Load the sample into an empty Polku; returns how many events it has, 0 where the log is not empty."""
    if last_position():
        return 0
    now = datetime.now(ZoneInfo(settings.TIME_ZONE))
    _load_website(now)
    _load_tables(now)
    drain()
    return Event.objects.count()


def _load_website(now: datetime) -> None:
    """What the website's Segment library would have sent."""
    source = add_source("Website", "segment")
    messages = dated((_HERE / "website.jsonl").read_text("utf-8"), now, zoned=True).splitlines()
    teller = Teller(source.pk, settings.TIME_ZONE, clock.now(), settings.CHOSEN["message_limit"])
    parsed = segment.parse(f'{{"batch": [{",".join(messages)}]}}'.encode(), "batch", teller)
    keep(parsed.messages, parsed.refusals)


def _load_tables(now: datetime) -> None:
    """The order system's and the helpdesk's files, with a mapping of the company's own."""
    MappingVersion.objects.create(name=MAPPING, text=(_HERE / f"{MAPPING}.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name in TABLES:
            text = dated((_HERE / name).read_text("utf-8"), now, zoned=False)
            (Path(folder) / name).write_text(text, "utf-8")
            source = add_source(name.removesuffix(".csv").capitalize(), MAPPING)
            plan = plan_import(Path(folder) / name, reader(MAPPING))
            import_files(plan, reader(MAPPING), source.pk, settings.TIME_ZONE, lambda read: None)
