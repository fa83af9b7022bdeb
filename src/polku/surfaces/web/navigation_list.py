"""The navigation as markup, written once for each language, role and section: it stands on every page."""

from html import escape
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from polku.surfaces.web.navigation import Shown, ShownGroup, groups_for
from polku.workspace.models import Person

_MOST: Final = 1000  # addresses are asked for that lead nowhere, and each may be a section of its own
_written: dict[tuple[str | None, str, bool, str, str], SafeString] = {}


def navigation_list(request: HttpRequest) -> SafeString:
    """An `<li>` for each group that the person may open; empty for an outsider."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return mark_safe("")
    section = request.path.lstrip("/").split("/", 1)[0]
    asked = (get_language(), person.role, person.is_active, section, settings.ROOT_URLCONF)
    found = _written.get(asked)
    if found is None:
        if len(_written) >= _MOST:
            _written.clear()
        found = _written[asked] = mark_safe("\n".join(map(_group, groups_for(request))))  # noqa: S308 - escaped by _group
    return found


def _group(group: ShownGroup) -> str:
    """The group's words; below them its pages, where there are several."""
    here = ' class="nav-here"' if group.current else ""
    which = ("true" if group.pages else "page") if group.current else ""
    look = ' class="nav-group"' if group.pages else ""
    pages = f'<ul class="nav-pages">{"".join(map(_page, group.pages))}</ul>' if group.pages else ""
    return f"<li{here}>{_link(group, which, look)}\n{pages}</li>"


def _page(page: Shown) -> str:
    return f"<li>{_link(page, 'page' if page.current else '')}</li>"


def _link(one: Shown | ShownGroup, current: str, look: str = "") -> str:
    said = f' aria-current="{current}"' if current else ""
    return f'<a href="{escape(one.address)}"{said}{look}>{escape(str(one.label))}</a>'
