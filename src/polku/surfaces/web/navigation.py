"""The navigation: one line per page; each person sees what their role may open."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.workspace.models import Person, Role


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: its words, the name of its address, who may open it."""

    label: str | Promise
    url_name: str
    role: Role


@dataclass(frozen=True)
class Shown:
    """An entry as drawn for one request."""

    label: str | Promise
    address: str
    current: bool


ENTRIES: Final = (
    Entry(_("Customers"), "search", Role.SEES_CUSTOMERS),
    Entry(_("Duplicates"), "duplicates", Role.MANAGES),
    Entry(_("Merges"), "merges", Role.MANAGES),
    Entry(_("Sources"), "sources", Role.MANAGES),
    Entry(_("Mappings"), "mappings", Role.MANAGES),
    Entry(_("Quarantine"), "quarantine", Role.MANAGES),
    Entry(_("Status"), "status", Role.SEES_CUSTOMERS),
    Entry(_("People"), "people", Role.ADMINISTERS),
)
# Pages that belong to an entry although their address does not begin with it.
_BELONGS: Final = {"/customers": "/", "/organisations": "/", "/log": "/", "/teams": "/people"}


def entries_for(request: HttpRequest) -> list[Shown]:
    """What the signed-in person may open, in order; empty for an outsider."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    shown = [(entry, _address(entry)) for entry in ENTRIES if person.may(entry.role)]
    here = _section(request.path)
    return [Shown(entry.label, address, address == here) for entry, address in shown if address]


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:  # the page is not built in
        return ""


def _section(path: str) -> str:
    first = "/" + path.lstrip("/").split("/", 1)[0]
    return _BELONGS.get(first, first)
