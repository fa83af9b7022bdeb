"""The navigation: groups of pages, one line per page; each person sees what their role may open."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.workspace.models import Person, Role


@dataclass(frozen=True)
class Entry:
    """One page in the navigation: its words, the name of its address, who may open it."""

    label: str | Promise
    url_name: str
    role: Role


@dataclass(frozen=True)
class Group:
    """Pages that belong together. Its words stand on top; its pages below, once one of them is open."""

    label: str | Promise
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Shown:
    """A page as drawn for one request."""

    label: str | Promise
    address: str
    current: bool


@dataclass(frozen=True)
class ShownGroup:
    """A group as drawn for one request: `pages` is empty where the person may open only one of them."""

    label: str | Promise
    address: str
    current: bool
    pages: list[Shown]


GROUPS: Final = (
    Group(_("Customers"), (Entry(_("Customers"), "search", Role.SEES_CUSTOMERS),)),
    Group(_("Live"), (Entry(_("Live"), "arriving", Role.SEES_CUSTOMERS),)),
    Group(
        _("Path"),
        (
            Entry(_("Map"), "map", Role.MANAGES),
            Entry(_("Paths"), "paths", Role.MANAGES),
            Entry(_("Exits"), "exits", Role.MANAGES),
            Entry(_("Measures"), "measures", Role.MANAGES),
        ),
    ),
    Group(
        _("Upkeep"),
        (
            Entry(_("Sources"), "sources", Role.MANAGES),
            Entry(_("Files"), "imports", Role.MANAGES),
            Entry(_("Mappings"), "mappings", Role.MANAGES),
            Entry(_("Journeys"), "journeys", Role.MANAGES),
            Entry(_("Quarantine"), "quarantine", Role.MANAGES),
            Entry(_("Duplicates"), "duplicates", Role.MANAGES),
            Entry(_("Merges"), "merges", Role.MANAGES),
            Entry(_("Status"), "status", Role.SEES_CUSTOMERS),
            Entry(_("People"), "people", Role.ADMINISTERS),
        ),
    ),
)
# Pages that belong to an entry although their address does not begin with it.
_BELONGS: Final = {
    "/customers": "/", "/organisations": "/", "/log": "/", "/start": "/", "/teams": "/people",
    "/exit-customers": "/exits", "/satisfied-but-left": "/exits", "/figures": "/exits",
}  # fmt: skip


def groups_for(request: HttpRequest) -> list[ShownGroup]:
    """What the signed-in person may open, in order; empty for an outsider."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    here = _section(request.path)
    shown = [(group, _pages(group, person, here)) for group in GROUPS]
    return [_shown(group, pages) for group, pages in shown if pages]


def _shown(group: Group, pages: list[Shown]) -> ShownGroup:
    current = any(page.current for page in pages)
    if len(pages) == 1:
        return ShownGroup(pages[0].label, pages[0].address, current, [])
    return ShownGroup(group.label, pages[0].address, current, pages)


def _pages(group: Group, person: Person, here: str) -> list[Shown]:
    found = [(entry, _address(entry)) for entry in group.entries if person.may(entry.role)]
    return [Shown(entry.label, address, address == here) for entry, address in found if address]


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:  # the page is not built in
        return ""


def _section(path: str) -> str:
    first = "/" + path.lstrip("/").split("/", 1)[0]
    return _BELONGS.get(first, first)
