"""What a template needs of a page: the path as asked, its picture, and what the filters offer."""

from typing import Any

from django.http import Http404, HttpRequest

from polku.lenses.customer.course import course_of
from polku.lenses.customer.cursor import WrongCursor
from polku.lenses.customer.encounters import EVERYTHING, Encounters, Show, encounters_of
from polku.lenses.customer.page import CustomerPage
from polku.surfaces.web.gate import person_of
from polku.surfaces.web.pages.briefing.lines import briefing_lines
from polku.surfaces.web.pages.customer.asked import MOST, STEP, Asked, asked
from polku.surfaces.web.pages.customer.matters import matters
from polku.surfaces.web.pages.customer.picture.draw import picture
from polku.surfaces.words.kinds import kind_words
from polku.timeline.vocabulary import CHANNELS, VOCABULARY
from polku.touchpoints.journeys.places import places


def path_context(request: HttpRequest, page: CustomerPage) -> dict[str, Any]:
    """The context of a customer's and an organisation's page."""
    wanted = asked(request)
    waiting, complaints = matters(page.open)
    shown = _encounters(page, wanted)
    course = course_of(page.whose, page.now)
    return _filters(wanted) | {
        "page": page,
        "briefing": briefing_lines(page, person_of(request)),
        "words": [
            one for one in page.words if one.event_id not in {rating.event_id for rating in page.ratings}
        ],
        "waiting": waiting,
        "complaints": complaints,
        "asked": wanted,
        "shows": list(Show),
        "encounters": shown.encounters,
        "narrowed": wanted.only != EVERYTHING,
        "more": shown.after if wanted.shown < MOST else None,
        "more_shown": wanted.shown + STEP,
        "older": shown.after if wanted.shown >= MOST else None,
        "picture": picture(course, page.promised, places(), page.now),
        "pictured": len(course.steps),
        "contact_for": page.now - page.contact.since if page.contact else None,
        "people": {one.id: one.name for one in page.members},
    }


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
        return encounters_of(page.whose, page.now, wanted.after, wanted.shown, wanted.only)
    except WrongCursor as error:
        raise Http404 from error
