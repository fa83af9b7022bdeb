"""`polku briefing`: what to know of a customer before the next encounter."""

import json
from collections.abc import Iterator

import click
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.briefing.points import Point
from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.pipeline.prepare import prepare
from polku.privacy import looks
from polku.surfaces.api.shapes import briefing as shapes
from polku.surfaces.cli.named import the_customer
from polku.surfaces.words.briefing.reasons import reason, weight_words
from polku.surfaces.words.briefing.sentence import sentence


@click.command("briefing")
@click.argument("identifier")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Another than the house's.")
@click.option("--why", is_flag=True, help="Say why each sentence stands, and the events behind it.")
@click.option("--json", "as_json", is_flag=True, help="For machines: the same as the API tells.")
def command(identifier: str, language: str | None, why: bool, as_json: bool) -> None:
    """Say in seven sentences at most what to know before the next encounter.

    IDENTIFIER is anything the customer is known by: an email, an account, a name, Polku's own number.
    """
    prepare()
    found = the_customer(identifier)
    page = customer_page(found.pk, now())
    if page is None:
        raise click.ClickException(_("There is no customer %(identifier)r.") % {"identifier": identifier})
    looks.record(None, found.pk, "cli:briefing")
    looks.flush()
    with translation.override(language or settings.LANGUAGE_CODE):
        chosen = briefing(page, None)
        if as_json:
            told = shapes.Briefing.model_validate(shapes.briefing(page, chosen)).model_dump()
            click.echo(json.dumps(told, indent=2, ensure_ascii=False))
            return
        click.echo(page.who.name or _("Without a name"))
        for number, point in enumerate(chosen.said, 1):
            click.echo(f"  {number}  {sentence(point, page.now)}")
            for line in _why(point) if why else ():
                click.echo(f"     {line}")


def _why(point: Point) -> Iterator[str]:
    yield f"{reason(point)} ({weight_words(point.score)})"
    if point.evidence:
        events = dict.fromkeys(str(one.event_id) for one in point.evidence)
        yield _("Events: %(events)s") % {"events": ", ".join(events)}
