"""axe-core, as it comes from the registry, run in an open page (https://github.com/dequelabs/axe-core)."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from tests.npm import installed

HERE: Final = Path(__file__).parent / "node"
SEVERE: Final = {"serious", "critical"}
RUN: Final = """
only => axe.run(document, {resultTypes: ["violations"], ...(only.length ? {runOnly: only} : {})}).then(found =>
  found.violations.map(one => [one.impact, one.id, one.nodes.map(node => node.html.slice(0, 160)).slice(0, 5)]))
"""


@cache
def source() -> str:
    """axe's own text."""
    return (installed("axe", HERE) / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def faults(page: Page, *only: str) -> list[Any]:
    """Serious and critical violations in the open page: impact, rule, elements. `only` names rules; none are all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    return [one for one in page.evaluate(RUN, list(only)) if one[0] in SEVERE]
