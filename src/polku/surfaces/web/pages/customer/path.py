"""What a template needs of a page: the path as asked, its picture, and what the filters offer."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest

from polku.lenses.customer.course import course_of
from polku.lenses.customer.cursor import WrongCursor
from polku.lenses.customer.encounters import EVERYTHING, Encounters, Show, encounters_from, encounters_of
from polku.lenses.customer.page import CustomerPage
from polku.lenses.customer.who import Fact
from polku.surfaces.web.gate import person_of
from polku.surfaces.web.pages.briefing.lines import briefing_lines
from polku.surfaces.web.pages.customer.asked import MOST, STEP, Asked, asked
from polku.surfaces.web.pages.customer.encounter_list import encounter_list
from polku.surfaces.web.pages.customer.encounter_rows import encounter_rows
from polku.surfaces.web.pages.customer.matter_list import matter_list
from polku.surfaces.web.pages.customer.matters import AT_ONCE, matters
from polku.surfaces.web.pages.customer.picture.draw import picture
from polku.surfaces.web.pages.customer.voices import rated, said
from polku.surfaces.words.kinds import kind_words
from polku.timeline.vocabulary import CHANNELS, VOCABULARY
from polku.touchpoints.journeys.places import places


def path_context(request: HttpRequest, page: CustomerPage) -> dict[str, Any]:
    """The context of a customer's and an organisation's page."""
    wanted = asked(request)
    people = {one.id: one.name for one in page.members}
    shown = _encounters(page, wanted)
    course = course_of(page.whose, page.now)
    known = places()
    open_ = matters(page, people, known)
    return _filters(wanted) | {
        "page": page,
        "organisation": page.who.entity == "organisation",
        "briefing": briefing_lines(page, person_of(request)),
        "matters": matter_list(open_[:AT_ONCE]),
        "more_matters": matter_list(open_[AT_ONCE:]),
        "unseen": len(open_[AT_ONCE:]),
        "rated": rated(page, people, known),
        "said": said(page, people),
        "asked": wanted,
        "shows": list(Show),
        "listed": len(shown.encounters),
        "encounter_list": encounter_list(encounter_rows(shown.encounters, page, people, known)),
        "narrowed": wanted.only != EVERYTHING,
        "more": shown.after if wanted.shown < MOST else None,
        "more_shown": wanted.shown + STEP,
        "older": shown.after if wanted.shown >= MOST else None,
        "picture": picture(course, page.promised, known, page.now),
        "pictured": len(course.steps),
        "contact_for": page.now - page.contact.since if page.contact else None,
        "city": _city(page.facts),
        "people": people,
    }


def _city(facts: Sequence[Fact]) -> str:
    """Where the customer lives, of the facts told."""
    told = {one.name: one.value for one in facts}
    address = told.get("address")
    city = told.get("city") or (address.get("city") if isinstance(address, dict) else "")
    return city if isinstance(city, str) else ""


def _filters(wanted: Asked) -> dict[str, Any]:
    """What the form offers; drawn only where it is asked for."""
    if not wanted.more:
        return {}
    kinds = [
        (kind, " / ".join(kind_words(kind, side) for side in entry.sides))
        for kind, entry in VOCABULARY.items()
    ]
    return {"channels": CHANNELS, "kinds": kinds}


def _encounters(page: CustomerPage, wanted: Asked) -> Encounters:
    try:
        if wanted.at:
            return encounters_from(page.whose, page.now, wanted.at, wanted.shown)
        return encounters_of(page.whose, page.now, wanted.after, wanted.shown, wanted.only)
    except WrongCursor as error:
        raise Http404 from error
