"""The briefing of one customer, for one reader."""

from polku.lenses.customer.briefing.choose import Chosen
from polku.lenses.customer.briefing.gather import facts_for
from polku.lenses.customer.briefing.table import briefing_of
from polku.lenses.customer.page import CustomerPage
from polku.workspace.models import Person, Role

NOTHING_TO_SEE = Chosen([], [])


def briefing(page: CustomerPage, reader: Person | None) -> Chosen:
    """What `reader` may know (None: someone at the server's own command line), in the active language.

    Who may see no customer gets no point at all.
    """
    if reader is not None and not reader.may(Role.SEES_CUSTOMERS):
        return NOTHING_TO_SEE
    return briefing_of(facts_for(page))
