"""Every measure has its page, with the five headings, and says what each column holds."""

from typing import Final

import pytest

from polku.lenses.catalog import MEASURES
from tests.rules import code

HEADINGS: Final = (
    "What it answers.", "How to read it.", "What to do about it.", "What it cannot tell.", "How it is computed.",
)  # fmt: skip


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_has_a_page_with_the_five_headings(name: str) -> None:
    page = (code.ROOT / "docs" / "measures" / f"{name}.md").read_text("utf-8")
    assert page.startswith(f"# {name}:")
    assert [heading for heading in HEADINGS if f"**{heading}**" not in page] == []


@pytest.mark.parametrize("folder", ["", "fi", "sv"])
def test_no_page_tells_of_a_measure_that_is_not_there(folder: str) -> None:
    pages = {path.stem for path in (code.ROOT / "docs" / "measures" / folder).glob("*.md")}
    assert pages == {*MEASURES}


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("fi", ("Miten sitä luetaan.", "Mitä sille voi tehdä.", "Mitä se ei kerro.")),
        ("sv", ("Hur det läses.", "Vad man kan göra åt det.", "Vad det inte säger.")),
    ],
)
def test_a_measure_is_told_shortly_in_the_other_languages(language: str, headings: tuple[str, ...]) -> None:
    for name in MEASURES:
        told = (code.ROOT / "docs" / "measures" / language / f"{name}.md").read_text("utf-8").split("\n\n")
        assert [paragraph.split("**")[1] for paragraph in told] == [*headings], name


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_has_a_question_a_unit_and_a_meaning_for_each_column(name: str) -> None:
    measure = MEASURES[name]
    assert (measure.name, measure.question[-1]) == (name, "?")
    assert measure.unit
    assert all(measure.columns.values())
