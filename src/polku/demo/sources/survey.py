"""The survey: CloudEvents of invitations and answers."""

from collections.abc import Iterator
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources.cloud_events import cloud_event
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line

SOURCE: Final = "survey"
TYPES: Final = {What.RATING_ASKED: "survey.invited", What.RATED: "survey.answered"}
TELLS: Final = frozenset(TYPES)


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One invitation or answer; the link in the invitation carries the customer's number."""
    data = {
        "respondent": known.account,
        "email": one.who.email,
        "survey": one.fields.get("about"),
        "question": one.subject,
        "reference": one.thread,
        "score": one.rating,
        "comment": one.text,
        "language": one.who.language,
    }
    yield cloud_event(SOURCE, TYPES[one.what], one, data)
