"""Coming in through the front door, in a real browser."""

import pytest

from tests.browser.conftest import OpenPage
from tests.people import PASSWORD, lead

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__", transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_person_signs_in_and_out(open_page: OpenPage, width: int) -> None:
    lead()
    page = open_page("/me", width=width)
    page.get_by_label("Username").fill("sari")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/me")
    if width < 960:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.get_by_role("heading", name="Sign in").is_visible()
