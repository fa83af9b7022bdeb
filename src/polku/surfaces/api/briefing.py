"""The operation that tells a customer's briefing. Each reading is recorded as a look."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from polku.lenses.customer.briefing.briefing import briefing as briefing_for
from polku.lenses.customer.page import customer_page
from polku.lenses.customer.who import present_id
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.api.problems import ONE
from polku.surfaces.api.shapes import briefing as shapes
from polku.surfaces.api.shapes.values import CustomerId
from polku.surfaces.api.sign_in import may, person_of
from polku.workspace.models import Role

router = Router(tags=["Customers"])
Language = Annotated[
    Literal["", "fi", "sv", "en"], Query(description="The sentences' language; without it the reader's own.")
]


@router.get("/customers/{customer_id}/briefing", response={200: shapes.Briefing, **ONE}, summary="Briefing")
@may(Role.SEES_CUSTOMERS)
def briefing(request: HttpRequest, customer_id: CustomerId, language: Language = "") -> Any:
    """What to know before the next encounter, of a person or an organisation: seven sentences at most."""
    present = present_id(customer_id)
    page = customer_page(present, now()) if present else None
    if page is None:
        raise HttpError(404, _("There is no such customer."))
    reader = person_of(request)
    looks.record(reader, page.who.id, "api:briefing")
    with translation.override(language or reader.language or translation.get_language()):
        return shapes.briefing(page, briefing_for(page, reader))
