"""What the words of a status or an event's name mean, in Finnish, Swedish and English."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from polku.timeline.vocabulary import Kind


class End(StrEnum):
    """How an order, ticket or deal stands, where its status says that it ended."""

    CANCELLED = "cancelled"
    RETURNED = "returned"
    DELIVERED = "delivered"
    DONE = "done"
    WON = "won"
    LOST = "lost"


# Who wrote, as message tables say it.
OURS: Final = ("agent", "us", "outbound", "outgoing", "out", "sent", "admin", "staff", "bot", "operator", "employee", "support", "team", "asiakaspalvelija", "lähtevä", "me", "kundtjänst", "handläggare", "utgående")  # fmt: skip
THEIRS: Final = ("customer", "client", "user", "end-user", "end_user", "inbound", "incoming", "in", "received", "contact", "lead", "visitor", "requester", "asiakas", "saapuva", "kund", "inkommande")  # fmt: skip
_ENDS: Final = [
    (End.LOST, r"lost|closed ?lost|hävit\w*|menetet\w*|förlorad|förlorat|rejected|declined|hylät\w*"),
    (End.WON, r"won|closed ?won|voitet\w*|kauppa tuli|vunnen|vunnit|signed|accepted|hyväksyt\w*|accepterad"),
    (End.CANCELLED, r"cancell?ed|voided|peruttu|peruutettu|mitätöity|avbruten|avbeställd|annullerad|makulerad"),
    (End.RETURNED, r"refunded|returned|palautettu|hyvitetty|återbetald|returnerad"),
    (End.DELIVERED, r"delivered|fulfilled|completed|complete|toimitettu|noudettu|levererad|utlämnad|slutförd"),
    (End.DONE, r"solved|resolved|closed|done|fixed|ratkaistu|suljettu|valmis|hoidettu|löst|stängd|klar|avslutad|åtgärdad"),
]  # fmt: skip
# An event's name and what was done; the side where a kind can be of either.
_KINDS: Final[list[tuple[Kind, str, str]]] = [
    (Kind.RETURNED, "", r"return|refund|palaut(?!e)|hyvit|retur|återbetal"),
    (Kind.LEFT, "", r"cancel|unsubscrib|churn|closed account|perui|irtisano|päätti|avsluta|sade upp|uppsäg"),
    (Kind.JOINED, "", r"sign(?:ed)?[ _]?up|regist|join|subscrib|created account|rekister|liitty|anmäl|gick med"),
    (Kind.COMPLAINED, "", r"complain|reklam|valit|klagom"),
    (Kind.PAID, "", r"\bpaid|payment|maksoi|maksu|maksettu|betal"),
    (Kind.CHARGED, "", r"invoice sent|invoiced|charged|laskutet|lasku lähetet|faktur"),
    (Kind.DELIVERED, "", r"deliver|fulfilled|completed|toimitet|valmis|levere|slutför"),
    (Kind.STARTED, "", r"shipped|dispatch|started|begun|aloitet|lähetetty|skickad|påbörjad"),
    (Kind.ORDERED, "", r"order|purchas|bought|checkout|tila[ut]|osti|ostos|beställ|köp|signed|sopimus|avtal"),
    (Kind.OFFERED, "", r"offer|quote|tarjous|offert"),
    (Kind.PROMISED, "", r"promis|schedul|booked|varat|sovit|luvat|bokad|utlov"),
    (Kind.ANSWERED, "us", r"repl(?:y|ied)|answer|respond|vasta[ts]|svar"),
    (Kind.ASKED, "customer", r"ask|question|ticket|request|contact|enquir|inquir|kysy|pyyn|yhteyden|fråg|ärende|förfråg"),
    (Kind.MET, "us", r"meeting|call|visit(?=.*(?:home|site|customer))|tapaaminen|puhelu|käynti asiak|möte|samtal"),
    (Kind.RATED, "", r"rated|review|rating|survey|arvio|kysely|betyg|omdöme|enkät"),
    (Kind.REACHED_OUT, "", r"newsletter|campaign|email sent|outreach|uutiskirje|kampanja|nyhetsbrev|kampanj"),
    (Kind.VISITED, "", r"view|visit|click|page|login|log[gs]ed in|search|käynti|katso|selas|besök|visade|inlogg"),
]  # fmt: skip


def ends_in(values: Sequence[str]) -> dict[End, list[str]]:
    """The statuses among the values that say how something ended, as they are written."""
    found: dict[End, list[str]] = {}
    for value in dict.fromkeys(values):
        if end := end_of(value):
            found.setdefault(end, []).append(value)
    return found


def end_of(value: str) -> End | None:
    """How it ended by its status; None where it goes on, or nobody can tell."""
    words = re.sub(r"[^\w]+|_", " ", value).strip().casefold()
    return next((end for end, pattern in _ENDS if re.fullmatch(pattern, words)), None)


def kind_of(event: str) -> tuple[Kind, str] | None:
    """The kind an event's name speaks of, with its side where the kind can be of either."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[^\w]+|_", " ", event).strip().casefold()
    return next(((kind, side) for kind, side, pattern in _KINDS if re.search(pattern, words)), None)
