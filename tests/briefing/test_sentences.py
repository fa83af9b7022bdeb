"""Every sentence there is, in the three languages side by side, as it was read aloud and approved.

`POLKU_WRITE_GOLDEN=1` writes golden/all-sentences.md anew.
"""

import os

from polku.surfaces.words.briefing.tests.test_sentences import POINTS, spoken
from tests.briefing.test_golden import GOLDEN


def test_every_sentence_reads_as_it_was_approved() -> None:
    drawn = "# Every sentence of a briefing\n"
    for what in POINTS:
        lines = [f"- {language}: {spoken(what, language)}" for language in ("en", "fi", "sv")]
        drawn += f"\n{type(what).__name__}\n\n" + "\n".join(lines) + "\n"
    drawn = drawn.replace("\N{NO-BREAK SPACE}", " ")
    golden = GOLDEN / "all-sentences.md"
    if os.environ.get("POLKU_WRITE_GOLDEN"):
        golden.write_text(drawn, "utf-8")
    assert drawn == golden.read_text("utf-8")
