import re

import pytest

from docs import generate
from tests.rules import code


@pytest.mark.parametrize("name", generate.PAGES)
def test_reference_pages_say_what_the_code_says(name: str) -> None:
    assert (generate.FOLDER / name).read_text("utf-8") == generate.PAGES[name](), "run make docs"


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{code.name_of(page)}: {target}"
        for page in code.tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
