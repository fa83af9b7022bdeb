"""Each row leads to the customers behind it, of the same question."""

from typing import Any

import pytest

from polku.surfaces.web.pages.measures.behind import behind

STEP = {"source": "a form", "target": "visit"}


@pytest.mark.parametrize(
    ("measure", "row", "address"),
    [
        ("edges", STEP, "/paths/step?journey=pump&source=a+form&target=visit"),
        ("loops", STEP | {"target": ""}, "/paths/touchpoint?journey=pump&at=a+form"),
        ("visits", {"touchpoint": "visit", "said": 3}, "/paths/touchpoint?journey=pump&at=visit"),
        ("variants", {"path": ["a"], "way": "2.7.9"}, "/paths/way?journey=pump&way=2.7.9"),
        ("exits", {"touchpoint": "a", "manner": "said"}, "/paths/end?journey=pump&at=a&manner=said"),
        ("handovers", STEP, ""),  # between the two there may be several steps
        ("funnel", {"stage": "buy"}, ""),
        ("reasons", {"feature": "wait", "level": "≥ 1 h", "manner": "difference"}, ""),  # of no touchpoint
    ],
)
def test_a_row_leads_to_its_customers(measure: str, row: dict[str, Any], address: str) -> None:
    assert behind(measure, row, "journey=pump") == address


def test_a_reason_leads_to_those_who_left_beside_those_who_stayed() -> None:
    row = {"feature": "wait", "level": "≥ 1 h", "manner": "difference"}
    address = behind("reasons", row, "from=2026-01-01&touchpoint=shop%2Foffer")
    assert address.startswith("/exit-customers/shop%2Foffer?from=2026-01-01&touchpoint=")
    assert address.endswith("&feature=wait&level=%E2%89%A5+1+h")
