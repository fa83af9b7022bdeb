"""What the pages' tests share. Outsiders and too low roles are tried on every address in test_gate.py."""

import pytest
from django.test import Client

from tests.people import colleague, lead

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def sari() -> Client:
    """A browser in which Sari, who may do everything, is signed in."""
    client = Client()
    client.force_login(lead())
    return client


@pytest.fixture
def mikko() -> Client:
    """A browser in which Mikko is signed in, who only sees customers: the lowest role there is."""
    client = Client()
    client.force_login(colleague())
    return client


@pytest.fixture
def part() -> dict[str, str]:
    """The headers with which htmx asks for a part of a page."""
    return PART
