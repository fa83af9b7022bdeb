"""The page that explains briefings names every rule and every weight there is."""

import re

from polku.lenses.customer.briefing import choose, points
from polku.lenses.customer.briefing.table import RULES
from tests.rules import code

PAGE = (code.ROOT / "docs" / "understand" / "briefing.md").read_text("utf-8")


def test_every_rule_has_its_line_in_the_order_of_the_table() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [rule.name for rule in RULES]
    assert f"{len(RULES)} rules" in PAGE


def test_every_rule_says_in_a_line_what_it_is_about() -> None:
    assert [rule.name for rule in RULES if not rule.find.__doc__] == []


def test_the_weights_told_are_the_weights_used() -> None:
    assert f"| open | {points.OWED} somebody waits for us; {points.AWAITED} something is awaited |" in PAGE
    assert f"| unusual | {points.UNUSUAL} |" in PAGE
    assert f"| memorable | {points.MEMORABLE}," in PAGE
    assert f"weighs less than {choose.LEAST}," in PAGE
    assert "until seven stand" in PAGE
    assert choose.MOST == 7
    assert "if its section has three" in PAGE
    assert choose.MOST_OF_A_SECTION == 3
