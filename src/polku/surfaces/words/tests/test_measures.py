"""Every measure's words: its question, its unit and its columns in the reader's language."""

import pytest
from django.utils.translation import override

from polku.lenses.catalog import MEASURES
from polku.surfaces.web.pages.measures.table import columns_of
from polku.surfaces.words.measures import cell_words, heading_words, question_words, unit_words


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_speaks_the_readers_language(name: str, language: str) -> None:
    measure = MEASURES[name]
    with override("en"):
        english = question_words(measure)
        plain = [heading_words(column.name) for column in columns_of(measure, []) if column.name != "way"]
    assert english == measure.question
    with override(language):
        assert question_words(measure) != english
        told = [heading_words(column.name) for column in columns_of(measure, []) if column.name != "way"]
    # A few words are the same in two languages; that most of a table's are would be a translation forgotten.
    assert sum(one == other for one, other in zip(plain, told, strict=True)) <= len(plain) / 3


def test_what_has_no_words_here_stands_as_it_is_written() -> None:
    with override("fi"):
        assert (heading_words("far_too_new"), unit_words("shoes"), cell_words("not_yet")) == (
            "Far too new", "shoes", "not yet",
        )  # fmt: skip
        assert cell_words("silent") == "hiljaa"
