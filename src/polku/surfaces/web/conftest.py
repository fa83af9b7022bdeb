"""What the pages' tests share. Outsiders and too low roles are tried on every address in test_gate.py."""

import pytest
from django.test import Client

from tests.people import lead

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def sari() -> Client:
    """A browser in which Sari, who may do everything, is signed in."""
    client = Client()
    client.force_login(lead())
    return client


@pytest.fixture
def part() -> dict[str, str]:
    """The headers with which htmx asks for a part of a page."""
    return PART
