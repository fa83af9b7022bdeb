"""Customers as people type them on the command line: any identifier, a name's exact words, or an id."""

import click
from django.utils.translation import gettext as _

from polku.identity.find import customer_of
from polku.identity.models import Customer
from polku.identity.search import search


def the_customer(identifier: str) -> Customer:
    """The one customer meant; a clear error where there is none, or where several are called so."""
    found = customer_of(identifier)
    if found is not None:
        return found
    candidates = search(identifier, 6)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise click.ClickException(_("There is no customer %(identifier)r.") % {"identifier": identifier})
    called = "; ".join(f"{one.pk} {one.name}" for one in candidates[:5])
    raise click.ClickException(
        _("%(identifier)r may be several customers; say which by number: %(called)s")
        % {"identifier": identifier, "called": called}
    )
