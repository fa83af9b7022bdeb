"""The example that shows newcomers how to name a partner is read as it stands, and gives the feature its value."""

import re
from pathlib import Path

from polku.lib.clock import DAY
from polku.lib.digest import digest
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.interactions import Told

PAGE = Path(__file__).parents[2] / "docs/do/write-a-mapping.md"


def test_the_mapping_shown_names_the_partner_who_did_the_work() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (shown,) = [text for text in examples if "partner" in text]
    row = {
        "customer": "aino",
        "done_at": "2026-03-02",
        "what": "installed",
        "order": "7",
        "subcontractor": "Vire",
    }
    told = Told("row", {"table": "visits", "row": row}, digest("1"), DAY, 1, "UTC")
    (made,) = compile_mapping(shown).read(told).interactions
    assert made.attributes == {"partner": "Vire"}
    assert (made.kind, made.about) == ("delivered", "7")
