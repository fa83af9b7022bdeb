"""Which template fits what has happened: the one most of whose touchpoints occur."""

import msgspec
from django.utils.translation import get_language

from polku.engine.engine import ask
from polku.engine.tables import table
from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import said
from polku.touchpoints.journeys.load import template, template_names


class Suggested(msgspec.Struct, frozen=True):
    """A template: how many of its touchpoints have happened, and which."""

    name: str
    title: str
    touchpoints: int
    happened: list[str]


def suggested(there: set[str]) -> list[Suggested]:
    """The templates, the one that fits best where these touchpoints occur first."""
    language = (get_language() or "")[:2]
    found = []
    for name in template_names():
        journey = compile_journey(template(name))
        names = [one.name for one in journey.touchpoints]
        known = [one for one in names if one in there]
        found.append(Suggested(name, said(journey.title, language), len(names), known))
    return sorted(found, key=lambda one: (-len(one.happened), one.name))


def happened() -> set[str]:
    """The names of all touchpoints at which anything ever was."""
    found, names = table("interaction"), table("name")
    rows = ask(names.filter(names.code.isin(found.select("touchpoint").distinct().touchpoint)).select("name"))
    return {row["name"] for row in rows.rows.to_pylist()}
