"""@segment/analytics-node, as it comes from the registry."""

import subprocess
from pathlib import Path

import pytest

from tests.clients.found import calls_of, events_of, page_of, touchpoints_of
from tests.npm import installed
from tests.serving import Serving, until

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def node_client() -> Path:
    """The folder with the client installed."""
    return installed("node", Path(__file__).parent / "node", "send.mjs")


def test_every_call_of_segments_node_client_is_on_the_right_customers_path(
    serving: Serving, node_client: Path
) -> None:
    sent = subprocess.run(
        ["node", "send.mjs", serving.url, serving.new_key(), "veikko", "50"],
        cwd=node_client,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert sent.returncode == 0, sent.stderr
    expected = ["alias", "group", "identify", "page", "screen", "track"]
    until(lambda: calls_of(serving.home, "user_id", "veikko") == expected, "all six calls on the path")
    until(lambda: len(events_of(serving.home, "anonymous_id", "cookie-veikko")) == 50, "50 anonymous events")
    viewed = events_of(serving.home, "anonymous_id", "cookie-veikko")
    page = page_of(serving, "veikko@example.org")
    assert page["purchases"][0]["ordered"] == {"amount": "12.50", "currency": "EUR"}
    assert touchpoints_of(page) == ["app", "web-shop", "website"]
    assert page_of(serving, "visitor-veikko")["id"] == page["id"]
    assert [event["properties"]["number"] for event in viewed] == list(range(50))
