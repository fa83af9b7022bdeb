"""axe-core, as it comes from the registry, run in an open page (https://github.com/dequelabs/axe-core)."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

HERE: Final = Path(__file__).parent / "node"
PARTS: Final = ("package.json", "package-lock.json", ".npmrc")
SEVERE: Final = {"serious", "critical"}
RUN: Final = """
only => axe.run(document, {resultTypes: ["violations"], ...(only.length ? {runOnly: only} : {})}).then(found =>
  found.violations.map(one => [one.impact, one.id, one.nodes.map(node => node.html.slice(0, 160)).slice(0, 5)]))
"""


@cache
def source() -> str:
    """axe's own text, installed once and kept between runs outside the repository."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing. On Debian or Ubuntu: apt-get install nodejs npm")
    name = sha256(b"".join((HERE / part).read_bytes() for part in PARTS)).hexdigest()[:16]
    folder = Path(os.environ.get("POLKU_TEST_CACHE", tempfile.gettempdir())) / f"polku-axe-{name}"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            shutil.copy(HERE / part, folder / part)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts"], cwd=folder, check=True, capture_output=True, timeout=300
        )
        (folder / "installed").touch()
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def faults(page: Page, *only: str) -> list[Any]:
    """Serious and critical violations in the open page: impact, rule, elements. `only` names rules; none are all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    return [one for one in page.evaluate(RUN, list(only)) if one[0] in SEVERE]
