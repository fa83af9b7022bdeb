"""A house with something on every page, and the address of every page in it."""

import re
from typing import Final

import pytest

from polku.identity.models import Customer, Merge, Review
from polku.identity.tests.telling import seen
from polku.identity.tests.telling import tell as identify
from polku.intake.keep import Refusal, keep
from polku.intake.keys import make_key
from polku.intake.models import Quarantined, Upload
from polku.intake.sources import add_source
from polku.intake.uploads.receive import receive
from polku.lib.clock import now
from polku.pipeline.drain import drain
from polku.timeline.models import Event
from polku.touchpoints.journeys import load as journeys
from polku.touchpoints.journeys.save import save_journey
from polku.touchpoints.mappings import load
from polku.touchpoints.models import JourneyVersion, MappingVersion
from polku.workspace.company import name_company
from polku.workspace.models import Person, Team
from tests.people import AINO, KERTTU, colleague, lead
from tests.story import tell

PAGES: Final = (
    "/",
    "/?q=aino",
    "/?q=nobody-goes-by-that",
    "/customers/{customer}",
    "/customers/{customer}/log",
    "/organisations/{organisation}",
    "/live",
    "/live?paused",
    "/me",
    "/people",
    "/people/{person}",
    "/teams",
    "/sources",
    "/sources/web-shop",
    "/quarantine",
    "/quarantine?state=dismissed",
    "/quarantine/{refused}",
    "/mappings",
    "/mappings/new",
    "/mappings/segment",
    "/mappings/segment/versions/{version}",
    "/paths?wait=yes",
    "/paths?wait=yes&detail=100&label=gap",
    "/paths/step?source=&target={touchpoint}",
    "/map",
    "/map?period=last-90-days&compare=before",
    "/map/touchpoints/{touchpoint}",
    "/map/touchpoints/{touchpoint}/customers",
    "/measures",
    "/measures/edges?period=last-90-days&compare=before",
    "/measures/times",
    "/measures/touchpoints",
    "/measures/reasons?touchpoint=offer",
    "/paths/touchpoint?at={touchpoint}",
    "/journeys",
    "/journeys/new",
    "/journeys/{journey}",
    "/journeys/{journey}/versions/{journey_version}",
    "/exits?wait=yes",
    "/exits?wait=yes&compare=before&period=last-90-days",
    "/exits/offer?wait=yes",
    "/exits/offer?wait=yes&compare=before&period=last-90-days",
    "/exit-customers/offer?wait=yes&feature=longest_wait&level=yes",
    "/satisfied-but-left",
    "/satisfied-but-left?segment=touchpoint%3Doffer",
    "/figures",
    "/imports",
    "/imports/{waiting}",
    "/imports/{brought_in}",
    "/log/{event}",
    "/status",
    "/duplicates",
    "/duplicates?state=answered",
    "/merges",
    "/portfolio",
    "/start",
)
TABLE: Final = (
    "Tilausnumero;Päivämäärä;Summa;Sähköposti\n"
    "1042;3.3.2026;8 900,00;aino.virtanen@posti.example\n"
    "1043;4.3.2026;7 200,00;kerttu.niemi@posti.example\n"
).encode()
# Pages whose answer is an error by itself; the browser's console says so too.
ERRORS: Final = ("/no-such-page", "/quarantine/replay")


@pytest.fixture
def sari(house: str) -> Person:
    """Sari, who may open everything, in a house with something on every page."""
    person, mikko = lead(), colleague()
    mikko.team = Team.objects.create(name="Asiakaspalvelutilanteet ja toimitusaikataulut")
    mikko.save()
    source = add_source("Web shop", "segment")
    make_key(source, "production")
    tell(AINO.story)
    tell(KERTTU.story)
    drain()
    identify(seen("crm:1 email:koski@posti.example", at=1), seen("crm:2 email:koski@posti.example", at=2))
    identify(seen("cookie:c", at=1), seen("crm:3", at=2, name="Aune Kallio"), seen("crm:3 cookie:c", at=3))
    identify(seen("crm:3 company:taloyhtio", at=4))
    body = b'{"type": "track", "event": "Order Completed", "properties": {"total": "a lot"}}'
    reason = "it names nobody: neither userId nor anonymousId"
    keep([], [Refusal(source.pk, "segment/track", body, reason, "body", now())])
    waiting, brought_in = (receive(f"{name}.csv", [TABLE], 10**6, person) for name in ("tilaukset", "kesä"))
    Upload.objects.filter(pk=brought_in.pk).update(state="done", source_id=source.pk, rows=2, added=2)
    assert waiting.state == "waiting"
    save_journey(journeys.template(journeys.template_names()[0]), person)
    name_company("Pohjanmaan Lämpöpumppuasennus ja Huoltopalvelu Oy")
    text = load.text("segment").replace("touchpoint: website", "touchpoint: web-shop")
    MappingVersion.objects.create(name="segment", text=text, saved_by=person)
    assert Review.objects.exists()
    assert Merge.objects.exists()
    return person


def addresses(person: Person, pages: tuple[str, ...] = PAGES) -> list[str]:
    """The pages' addresses with the ids of what there is."""
    ids = {
        "customer": Customer.objects.get(name="kerttu").pk,
        "organisation": Customer.objects.filter(entity="organisation").latest("pk").pk,
        "person": person.pk,
        "refused": Quarantined.objects.latest("pk").pk,
        "version": MappingVersion.objects.filter(name="segment").latest("pk").pk,
        "journey": JourneyVersion.objects.latest("pk").name,
        "journey_version": JourneyVersion.objects.latest("pk").pk,
        "touchpoint": "phone-support",
        "waiting": Upload.objects.filter(state="waiting").latest("pk").pk,
        "brought_in": Upload.objects.exclude(state="waiting").latest("pk").pk,
        "event": Event.objects.latest("pk").pk,
    }
    return [page.format_map(ids) for page in pages]


def named(address: str) -> str:
    """A page's address as a picture's name."""
    return re.sub(r"[^a-z]+", "-", address).strip("-") or "first"
