"""The navigation: groups, what each role may open in them, and where one is."""

import re

import pytest
from django.test import Client, RequestFactory

from polku.surfaces.web.navigation import GROUPS, groups_for
from polku.workspace.models import Person, Role
from tests.people import colleague, lead

pytestmark = pytest.mark.django_db(databases="__all__")


def shown(person: Person | None, path: str = "/") -> dict[str, list[str]]:
    request = RequestFactory().get(path)
    if person is not None:
        request.user = person
    return {str(group.label): [str(page.label) for page in group.pages] for group in groups_for(request)}


def test_an_outsider_sees_none_of_it() -> None:
    assert shown(None) == {}


def test_who_administers_sees_every_page_that_is_built_in() -> None:
    upkeep = shown(lead())["Upkeep"]
    assert {"Sources", "Mappings", "Quarantine", "Duplicates", "Merges", "Status"} < set(upkeep)
    assert upkeep[-1] == "People"


def test_who_meets_customers_sees_no_group_of_one_but_its_page() -> None:
    groups = shown(colleague())
    assert groups["Status"] == []
    assert "Upkeep" not in groups


def test_who_manages_does_not_see_the_people() -> None:
    mikko = colleague()
    mikko.role = Role.MANAGES
    assert "People" not in shown(mikko)["Upkeep"]


@pytest.mark.parametrize(
    ("path", "group"),
    [("/", "Customers"), ("/customers/7", "Customers"), ("/log/3", "Customers"), ("/teams/2", "Upkeep")],
)
def test_the_group_one_is_in_is_marked(path: str, group: str) -> None:
    request = RequestFactory().get(path)
    request.user = lead()
    assert [str(one.label) for one in groups_for(request) if one.current] == [group]


def test_a_group_leads_to_the_first_of_its_pages() -> None:
    request = RequestFactory().get("/")
    request.user = lead()
    addresses = {str(one.label): one.address for one in groups_for(request)}
    assert addresses["Upkeep"] == "/sources"


def test_no_page_stands_in_two_places() -> None:
    names = [entry.url_name for group in GROUPS for entry in group.entries]
    assert len(names) == len(set(names))


def test_a_page_is_marked_once_as_the_page_and_its_group_as_true() -> None:
    client = Client()
    client.force_login(lead())
    page = client.get("/quarantine").content.decode()
    navigation = re.search(r"<nav .*?</nav>", page, re.DOTALL)
    assert navigation is not None
    assert navigation[0].count('aria-current="page"') == 1
    assert navigation[0].count('aria-current="true"') == 1
