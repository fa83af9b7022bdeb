"""The questions about one customer's path, in one place: what the web, the API and the commands ask."""

from polku.lenses.customer.cursor import WrongCursor
from polku.lenses.customer.encounters import (
    EncounterNow,
    Encounters,
    Filter,
    Show,
    encounter,
    encounters,
    encounters_of,
)
from polku.lenses.customer.interactions import Interactions, Kept, interactions, interactions_of
from polku.lenses.customer.promises import PromiseNow, promises

__all__ = [
    "EncounterNow",
    "Encounters",
    "Filter",
    "Interactions",
    "Kept",
    "PromiseNow",
    "Show",
    "WrongCursor",
    "encounter",
    "encounters",
    "encounters_of",
    "interactions",
    "interactions_of",
    "promises",
]
