"""What somebody would set up in Polku before such a company's sources speak: mappings, sources, teams, the journey."""

from pathlib import Path
from typing import Final

from polku.demo.lives.staff import PARTNERS
from polku.intake.sources import add_source
from polku.timeline.models import Source
from polku.touchpoints.journeys.save import save_journey
from polku.touchpoints.mappings import load
from polku.touchpoints.mappings.save import save_mapping
from polku.workspace.company import company_name, name_company
from polku.workspace.models import Team

_DEMO: Final = Path(__file__).parent.parent
_MAPPINGS: Final = _DEMO / "sources" / "mappings"
COMPANY: Final = "Tuulahdus"
HAPPENINGS: Final = "tuulahdus"  # the mapping of what `polku demo --to` writes
TEAMS: Final = ("Marketing", "Bookers", "Sales", "Support", "Finance")  # as the journey names its owners
# source → what people call it; its short name and its mapping are tuulahdus-<source>
SOURCES: Final = {
    "website": "Tuulahdus website",
    "crm": "Tuulahdus CRM",
    "mail": "Tuulahdus mail",
    "helpdesk": "Tuulahdus helpdesk",
    "installers": "Tuulahdus installers",
    "finance": "Tuulahdus finance",
    "survey": "Tuulahdus survey",
}


def slug_of(source: str) -> str:
    """The short name of a source, and its mapping's name."""
    return f"tuulahdus-{source}"


def set_up() -> dict[str, int]:
    """Make what is not there yet; returns the sources' ids by the demo's names for them."""
    if not company_name():
        name_company(COMPANY)
    for name in (*map(slug_of, SOURCES), HAPPENINGS):
        install_mapping(name)
    for name in TEAMS:
        Team.objects.get_or_create(name=name)
    for partner in PARTNERS:
        Team.objects.get_or_create(name=partner.name, defaults={"partner": True})
    save_journey((_DEMO / "journey.yaml").read_text("utf-8"))
    return {source: _source_id(source, name) for source, name in SOURCES.items()}


def install_mapping(name: str) -> None:
    """Save the demo's mapping of that name, where none is; what people changed since stays."""
    if name not in load.names():
        save_mapping(name, (_MAPPINGS / f"{name}.yaml").read_text("utf-8"))


def _source_id(source: str, name: str) -> int:
    known = Source.objects.filter(slug=slug_of(source)).first()
    return (known or add_source(name, slug_of(source))).pk
