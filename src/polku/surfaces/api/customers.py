"""Operations on customers and organisations: who, and their path. Each reading is recorded as a look."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from polku.identity.search import search
from polku.lenses.customer.cursor import from_cursor, to_cursor
from polku.lenses.customer.listed import Listed, listed
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lenses.customer.query import rows
from polku.lenses.customer.timeline import encounters, interactions, promises
from polku.lenses.customer.who import present_id
from polku.lib.clock import now
from polku.privacy import looks
from polku.surfaces.api.problems import ONE
from polku.surfaces.api.shapes import customers as shapes
from polku.surfaces.api.shapes import path as path_shapes
from polku.surfaces.api.shapes.promises import Promises, promise
from polku.surfaces.api.shapes.values import Cursor, CustomerId, Limit
from polku.surfaces.api.sign_in import may, person_of
from polku.workspace.models import Role

router = Router(tags=["Customers"])
Words = Annotated[str, Query(max_length=200, description="Words of a name, or any identifier.")]


@router.get("/customers", response={200: shapes.Customers, **ONE}, summary="Search customers")
@may(Role.SEES_CUSTOMERS)
def customers(request: HttpRequest, q: Words = "", cursor: Cursor = "", limit: Limit = 50) -> Any:
    """Customers whom the words name, the best first, in one page; without words those met last, in pages."""
    words = q.replace("\0", " ").strip()
    if words:
        return {"customers": listed([customer.pk for customer in search(words, limit)]), "next": None}
    page = _latest(cursor, limit + 1)
    after = to_cursor([page[limit - 1].last_at, page[limit - 1].id]) if len(page) > limit else None
    return {"customers": page[:limit], "next": after}


@router.get("/customers/{customer_id}", response={200: shapes.Customer, **ONE}, summary="One customer")
@may(Role.SEES_CUSTOMERS)
def customer(request: HttpRequest, customer_id: CustomerId) -> Any:
    """Who this is, what is open, purchases, ratings. The id of whoever was merged leads to the customer of today."""
    return shapes.customer(_looked_at(request, customer_id, "api:customer"))


@router.get(
    "/organisations/{customer_id}", response={200: shapes.Customer, **ONE}, summary="One organisation"
)
@may(Role.SEES_CUSTOMERS)
def organisation(request: HttpRequest, customer_id: CustomerId) -> Any:
    """An organisation together with its people; 404 where the id is a person's."""
    page = _page(customer_id)
    if page.who.entity != "organisation":
        raise HttpError(404, _("There is no such organisation."))
    looks.record(person_of(request), page.who.id, "api:organisation")
    return shapes.customer(page)


@router.get(
    "/customers/{customer_id}/timeline", response={200: path_shapes.Timeline, **ONE}, summary="Interactions"
)
@may(Role.SEES_CUSTOMERS)
def timeline(request: HttpRequest, customer_id: CustomerId, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """What happened, newest first. A cursor stays put while new events arrive."""
    present = _present(request, customer_id, "api:timeline")
    page = interactions(present, cursor, limit)
    return {"interactions": [path_shapes.interaction(one) for one in page.interactions], "next": page.after}


@router.get(
    "/customers/{customer_id}/encounters", response={200: path_shapes.Encounters, **ONE}, summary="Encounters"
)
@may(Role.SEES_CUSTOMERS)
def encounters_of(
    request: HttpRequest, customer_id: CustomerId, cursor: Cursor = "", limit: Limit = 50
) -> Any:
    """Encounters, newest first."""
    present = _present(request, customer_id, "api:encounters")
    page = encounters(present, now(), cursor, limit)
    return {"encounters": [path_shapes.encounter(one) for one in page.encounters], "next": page.after}


@router.get("/customers/{customer_id}/promises", response={200: Promises, **ONE}, summary="Promises")
@may(Role.SEES_CUSTOMERS)
def promises_of(request: HttpRequest, customer_id: CustomerId) -> Any:
    """What we promised, newest first."""
    present = _present(request, customer_id, "api:promises")
    return {"promises": [promise(one) for one in promises(present, now())]}


def _page(customer_id: int) -> CustomerPage:
    present = present_id(customer_id)
    page = customer_page(present, now()) if present else None
    if page is None:
        raise HttpError(404, _("There is no such customer."))
    return page


def _looked_at(request: HttpRequest, customer_id: int, through: str) -> CustomerPage:
    page = _page(customer_id)
    looks.record(person_of(request), page.who.id, through)
    return page


def _present(request: HttpRequest, customer_id: int, through: str) -> int:
    present = present_id(customer_id)
    if not present:
        raise HttpError(404, _("There is no such customer."))
    looks.record(person_of(request), present, through)
    return present


def _latest(cursor: str, limit: int) -> list[Listed]:
    where, values = "", []
    if cursor:
        where, values = "WHERE (last_at, id) < (%s, %s)", from_cursor(cursor, [int, int])
    found = rows(
        f"SELECT id FROM identity_customer {where} ORDER BY last_at DESC, id DESC LIMIT %s", [*values, limit]
    )
    return listed([row[0] for row in found])
