"""The journey in the manual holds, and its fault is told as the manual says."""

import re
from typing import Final

import pytest

from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.wrong import WrongJourney
from tests.rules import code

PAGE: Final = (code.ROOT / "docs" / "do" / "declare-a-journey.md").read_text("utf-8")
YAML: Final = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_manuals_journey_holds() -> None:
    journey = compile_journey(YAML)
    assert (journey.name, len(journey.touchpoints)) == ("pump", 5)


def test_the_manuals_fault_is_told_with_its_line() -> None:
    with pytest.raises(WrongJourney) as caught:
        compile_journey(YAML.replace("expects: [lead-form]", "expects: [lead-from]"))
    (told,) = map(str, caught.value.problems)
    line = next(line for line, text in enumerate(YAML.splitlines(), 1) if "name: website" in text)
    assert told.startswith(f"line {line}: 'website' expects 'lead-from'")
    assert told in PAGE
