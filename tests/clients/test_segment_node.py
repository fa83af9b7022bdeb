"""@segment/analytics-node, as it comes from the registry."""

import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.clients.found import calls_of, events_of, page_of, touchpoints_of
from tests.serving import Serving, until

pytestmark = pytest.mark.server
HERE = Path(__file__).parent / "node"
PARTS = ("package.json", "package-lock.json", ".npmrc", "send.mjs")


@pytest.fixture(scope="module")
def node_client() -> Path:
    """The folder with the client installed; kept between runs, outside the repository."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing. On Debian or Ubuntu: apt-get install nodejs npm")
    name = sha256(b"".join((HERE / part).read_bytes() for part in PARTS)).hexdigest()[:16]
    folder = Path(os.environ.get("POLKU_TEST_CACHE", tempfile.gettempdir())) / f"polku-node-{name}"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            shutil.copy(HERE / part, folder / part)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts"], cwd=folder, check=True, capture_output=True, timeout=300
        )
        (folder / "installed").touch()
    return folder


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
