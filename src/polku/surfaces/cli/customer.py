"""`polku customer`: one customer's whole path on a screen."""

import json
from collections.abc import Iterator

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lenses.customer.timeline import encounters, promises
from polku.lib.clock import now
from polku.pipeline.prepare import prepare
from polku.privacy import looks
from polku.surfaces.api.shapes import customers as shapes
from polku.surfaces.api.shapes.path import Encounters, encounter
from polku.surfaces.api.shapes.promises import Promises, promise
from polku.surfaces.api.shapes.values import money
from polku.surfaces.cli.named import the_customer
from polku.surfaces.cli.written import day, minute

_LAST = 10


@click.command("customer")
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="For machines: the same as the API tells.")
def command(identifier: str, as_json: bool) -> None:
    """Show one customer: who, what is open, the last encounters.

    IDENTIFIER is anything the customer is known by: an email, an account, a name, Polku's own number.
    """
    prepare()
    found = the_customer(identifier)
    moment = now()
    page = customer_page(found.pk, moment)
    if page is None:
        raise click.ClickException(_("There is no customer %(identifier)r.") % {"identifier": identifier})
    looks.record(None, found.pk, "cli:customer")
    looks.flush()
    if as_json:
        click.echo(json.dumps(_told(page, moment), indent=2, ensure_ascii=False))
        return
    last = encounters(found.pk, moment, limit=_LAST).encounters
    click.echo("\n".join([*_who(page), *_open(page), *_bought_and_said(page), *_path(last)]))


def _told(page: CustomerPage, moment: int) -> dict[str, object]:
    last = encounters(page.who.id, moment, limit=200)
    path = Encounters.model_validate(
        {"encounters": [encounter(one) for one in last.encounters], "next": last.after}
    )
    promised = Promises.model_validate({"promises": [promise(one) for one in promises(page.who.id, moment)]})
    whole = shapes.Customer.model_validate(shapes.customer(page)).model_dump()
    return whole | {"promises": promised.model_dump()["promises"], "path": path.model_dump()["encounters"]}


def _who(page: CustomerPage) -> Iterator[str]:
    who = page.who
    kind = _("organisation") if who.entity == "organisation" else _("person")
    name = who.name or _("Without a name")
    yield f"{name}  ({kind} {who.id})"
    yield _("First met %(first)s, last met %(last)s.") % {
        "first": day(who.first_at),
        "last": day(who.last_at),
    }
    yield "  " + ", ".join(f"{name.namespace}:{name.value}" for name in page.names[:8])
    if page.contact and page.contact.regular:
        told = {"actor": page.contact.actor, "since": day(page.contact.since)}
        yield _("Contact person: %(actor)s, since %(since)s.") % told
    for belongs in (*page.organisations, *page.members[:10]):
        yield f"  {belongs.name or belongs.id} ({belongs.id})"


def _open(page: CustomerPage) -> Iterator[str]:
    lines = [
        _("waits for us since %(moment)s at %(touchpoint)s: %(what)s")
        % {"moment": minute(one.waiting_since), "touchpoint": one.touchpoint, "what": one.subject or one.text}
        for one in page.open.waiting
    ]
    lines += [
        _("promised for %(moment)s (%(state)s): %(what)s")
        % {
            "moment": minute(one.facts.due_at),
            "state": one.state,
            "what": one.facts.subject or one.facts.reference,
        }
        for one in page.open.promises
    ]
    lines += [
        _("complained on %(moment)s: %(what)s")
        % {"moment": minute(one.occurred_at), "what": one.subject or one.text}
        for one in page.open.complaints
    ]
    yield ""
    yield _("Open") if lines else _("Nothing is open.")
    yield from (f"  {line}".rstrip(": ") for line in lines)


def _bought_and_said(page: CustomerPage) -> Iterator[str]:
    for sums in page.purchases:
        orders = ngettext("%(count)d order", "%(count)d orders", sums.orders) % {"count": sums.orders}
        amount = money(sums.ordered, sums.currency)
        yield f"{orders}, {amount['amount']} {amount['currency']}" if amount else orders
    for rating in page.ratings[:3]:
        scale = (
            f" ({rating.rating_low:g}–{rating.rating_high:g})"
            if rating.rating_high is not None and rating.rating_low is not None
            else ""
        )
        yield _("Rated %(rating)s on %(day)s.") % {
            "rating": f"{rating.rating:g}{scale}",
            "day": day(rating.occurred_at),
        }


def _path(last: list[EncounterNow]) -> Iterator[str]:
    yield ""
    yield _("Last encounters") if last else _("No encounters yet.")
    for one in last:
        facts = one.facts
        told = facts.subject or facts.outcome
        yield f"  {minute(facts.opened_at)}  {facts.touchpoint:20} {one.status:20} {told}".rstrip()
