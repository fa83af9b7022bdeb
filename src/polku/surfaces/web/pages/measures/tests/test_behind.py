"""Each row leads to the customers behind it, of the same question."""

from typing import Any

import pytest

from polku.surfaces.web.pages.measures.behind import addresses, behind

STEP = {"source": "a form", "target": "visit"}


@pytest.mark.parametrize(
    ("measure", "row", "address"),
    [
        ("edges", STEP, "/paths/step?journey=pump&source=a+form&target=visit"),
        ("loops", STEP | {"target": ""}, "/paths/touchpoint?journey=pump&at=a+form"),
        ("visits", {"touchpoint": "visit", "said": 3}, "/paths/touchpoint?journey=pump&at=visit"),
        ("variants", {"path": ["a"], "way": "2.7.9"}, "/paths/way?journey=pump&way=2.7.9"),
        ("exits", {"touchpoint": "a", "manner": "said"}, "/paths/end?journey=pump&at=a&manner=said"),
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


@pytest.mark.parametrize(
    ("measure", "row", "lists"),
    [
        (
            "handovers",  # between the two there may be several steps
            STEP | {"told": "no", "customers": 7},
            {"customers": "/paths/handed-over?journey=pump&source=a+form&target=visit&told=no"},
        ),
        ("funnel", {"stage": "buy", "customers": 7}, {"customers": "/paths/stage?journey=pump&stage=buy"}),
        ("funnel", {"stage": "buy", "customers": 0}, {}),
        (
            "times",
            {"stage": "buy", "next_stage": "", "customers": 7, "open": 2},
            {
                "customers": "/paths/stay?journey=pump&stage=buy",
                "open": "/paths/stay?journey=pump&stage=buy&open=yes",
            },
        ),
        (
            "times",
            {"stage": "buy", "next_stage": "use", "customers": 7, "open": None},
            {"customers": "/paths/stay?journey=pump&stage=buy&next=use"},
        ),
        (
            "satisfied_left",
            {"of": "left: silent", "share_of": "satisfied", "customers": 9, "part": 5},
            {
                "customers": "/paths/rated?journey=pump&of=left%3A+silent",
                "part": "/paths/rated?journey=pump&of=left%3A+silent&share_of=satisfied",
            },
        ),
        (
            "false_alarms",
            {"rule": "own", "customers": 9, "returned": 1},
            {
                "customers": "/paths/called-silent?journey=pump&rule=own",
                "returned": "/paths/called-silent?journey=pump&rule=own&returned=yes",
            },
        ),
        ("edges", STEP | {"customers": 7}, {"customers": "/paths/step?journey=pump&source=a+form&target=visit"}),
        ("reasons", {"feature": "wait", "level": "", "left_with": 7}, {}),
    ],
)  # fmt: skip
def test_every_number_of_customers_leads_to_them(
    measure: str, row: dict[str, Any], lists: dict[str, str]
) -> None:
    assert addresses(measure, row, "journey=pump") == lists
