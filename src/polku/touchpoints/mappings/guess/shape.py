"""What one row of the table is: an order, a ticket, an answer to a survey …"""

import re
from collections.abc import Sequence
from typing import Final

from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.names import words_of
from polku.touchpoints.mappings.guess.roles import NAMING, Role, Shape

_MARGIN: Final = 2  # points ahead of the next, to be sure
# Words in the names of the table and its columns, and what they count for.
_WORDS: Final[list[tuple[Shape, int, str]]] = [
    (Shape.ORDER, 2, r"\b(?:orders?|tilau\w*|beställning\w*|order\w*|purchase|ostot?|invoice|lasku\w*|faktura\w*|köp)\b"),
    (Shape.ORDER, 1, r"\b(?:product|products|quantity|qty|lineitem|sku|tuote|tuotteet|määrä|kpl|produkt|produkter|antal|items?|payment|shipping)\b"),
    (Shape.TICKET, 3, r"\b(?:tickets?|tiketti\w*|tiketit|ärende\w*|case|helpdesk|support|requester|chat|conversations?|tukipyyn\w*|yhteydenotot)\b"),
    (Shape.MESSAGE, 4, r"\b(?:comments|ticket comment|messages|viestit|meddelanden|message id|comment id|part type)\b"),
    (Shape.ANSWER, 1, r"\b(?:survey|surveys|responses?|nps|csat|ces|reviews?|feedback|palaut\w*|kysely\w*|enkät\w*|svar\w*|respondent|vastaaja\w*|vastau\w*|arvostelu\w*|recommended?)\b"),
    (Shape.CONTACT, 1, r"\b(?:contacts?|lifecycle|customers?|asiakkaat|asiakasrekisteri|yhteystiedot|kontakt\w*|kunder|kundregister|members?|jäsenet|subscribers?)\b"),
    (Shape.LEAD, 4, r"\b(?:leads?|liidi\w*|mql|inquiry|inquiries|enquiry|tarjouspyyn\w*|förfrågan|förfrågningar|offertförfrågan)\b"),
    (Shape.DEAL, 4, r"\b(?:deals?|opportunit\w+|pipeline|quotes?|tarjou(?:s|kset|ksen)\w*|kaupan vaihe|affär\w*|offert\w*)\b"),
    (Shape.VISIT, 3, r"\b(?:page ?views?|page url|page|url|session|sessions|referrer|visits?|käynti|käynnit|besök)\b"),
]  # fmt: skip
_COUNTED: Final[list[tuple[Shape, int, Role]]] = [
    (Shape.ORDER, 2, Role.AMOUNT),
    (Shape.ORDER, 1, Role.DELIVERED_AT),
    (Shape.TICKET, 1, Role.SUBJECT),
    (Shape.TICKET, 1, Role.ANSWERED_AT),
    (Shape.TICKET, 1, Role.ENDED_AT),
    (Shape.MESSAGE, 5, Role.DIRECTION),
    (Shape.MESSAGE, 3, Role.MESSAGE_ID),
    (Shape.ANSWER, 3, Role.RATING),
    (Shape.ANSWER, 1, Role.TEXT),
    (Shape.EVENT, 4, Role.EVENT),
]
_NOT_CONTACT: Final = frozenset({Role.AMOUNT, Role.RATING, Role.TEXT, Role.SUBJECT, Role.EVENT, Role.DIRECTION, Role.MESSAGE_ID, Role.DUE_AT})  # fmt: skip


def shape_of(table: str, guesses: Sequence[ColumnGuess]) -> tuple[Shape, bool]:
    """The likeliest shape, and whether that is sure."""
    points = dict.fromkeys(Shape, 0)
    points[Shape.OTHER] = 1
    told = " | ".join([words_of(table), *(words_of(guess.column.name) for guess in guesses)])
    for shape, worth, pattern in _WORDS:
        points[shape] += worth * bool(re.search(pattern, told))
    roles = {guess.role for guess in guesses}
    for shape, worth, role in _COUNTED:
        points[shape] += worth * (role in roles)
    points[Shape.CONTACT] += _contact(roles, guesses)
    best, second = sorted(points.values())[-1], sorted(points.values())[-2]
    shape = next(shape for shape in Shape if points[shape] == best)
    return shape, best - second >= _MARGIN


def _contact(roles: set[Role], guesses: Sequence[ColumnGuess]) -> int:
    if Role.CUSTOMER_ID in roles and not roles & {Role.TIME, Role.RECORD_ID, Role.RATING}:
        return 5  # facts about a customer, and nothing that happened
    if roles & _NOT_CONTACT or not roles & {*NAMING, Role.NAME}:
        return 0
    named = len(roles & {Role.NAME, Role.FIRST_NAME, Role.EMAIL, Role.PHONE, Role.ORGANISATION})
    return named + (sum(guess.role is Role.TRAIT for guess in guesses) > 0)
