"""The customer's own words: short, whole words, and without the names of our people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.lenses.customer.briefing.quotes import HIDDEN, LONGEST, Quote, masked, quoted, shortened

WORDS = st.lists(st.text("abcäö", min_size=1, max_size=12), min_size=1, max_size=60)


@given(WORDS)
def test_a_quote_is_cut_between_words_and_never_inside_one(words: list[str]) -> None:
    quote = shortened(" ".join(words))
    assert quote is not None
    kept = quote.text.split(" ")
    assert kept == words[: len(kept)]
    assert quote.cut == (len(kept) < len(words))
    assert len(quote.text) <= LONGEST


def test_what_fits_is_left_alone_and_what_does_not_ends_with_a_word() -> None:
    # 24 × "word " is 120 characters with the last space: 24 words fit, and no comma hangs over.
    assert shortened("word " * 24) == Quote(" ".join(["word"] * 24))
    assert shortened("word, " * 30) == Quote(", ".join(["word"] * 20), cut=True)


def test_one_endless_word_is_cut_where_it_must_be() -> None:
    assert shortened("x" * 500) == Quote("x" * LONGEST, cut=True)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_makes_no_quote(text: str) -> None:
    assert quoted(text, ["Mikko"]) is None


def test_a_mail_of_several_lines_becomes_one_line() -> None:
    assert quoted("It hums.\n\nWho comes?", []) == Quote("It hums. Who comes?")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hei! Suodatin on tukossa.", "Suodatin on tukossa."),
        ("Hyvää päivää, mistä saan suodattimen?", "mistä saan suodattimen?"),
        ("Hej, när kommer ni?", "när kommer ni?"),
        ("Good morning! Is it usual?", "Is it usual?"),
        ("Hissi on rikki", "Hissi on rikki"),
        ("Hei!", "Hei!"),
        ("Terve talo", "Terve talo"),
    ],
)
def test_a_greeting_is_no_part_of_the_matter(text: str, kept: str) -> None:
    assert quoted(text, []) == Quote(kept)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mikko was slow", "[…] was slow"),
        ("Mikon työ oli hidasta", "[…] työ oli hidasta"),
        ("Mikolle kiitos, Mikko!", "[…] kiitos, […]!"),
        ("Kysyin Matilta ja Pekalta", "Kysyin […] ja […]"),
        ("Soitin Virtaselle", "Soitin […]"),
        ("Elias ja Eliaksen kaveri", "[…] ja […] kaveri"),
        ("Saris mail kom sent", "[…] mail kom sent"),
        ("MIKKO EI SOITTANUT", "[…] EI SOITTANUT"),
    ],
)
def test_who_of_us_is_named_in_it_is_hidden_in_every_case(text: str, hidden: str) -> None:
    ours = ["Mikko Lampi", "Matti", "Pekka", "Anna Virtanen", "elias", "Sari"]
    assert masked(text, ours) == hidden
    assert HIDDEN in hidden


@pytest.mark.parametrize(
    "text", ["Miksi kukaan ei vastaa?", "on mikä on", "sari on kangas", "Lamppu paloi", "Anturi on rikki"]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert masked(text, ["Mikko", "Sari", "Antti", "Bo"]) == text


def test_a_first_and_a_last_name_are_hidden_as_one() -> None:
    assert masked("Mikko Lampi came, Mikko left", ["Mikko Lampi"]) == "[…] came, […] left"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Suodatin on tukossa. t. Sulo Vainio", "Suodatin on tukossa."),
        ("Suodatin on tukossa.\nTerv. Sulo Vainio", "Suodatin on tukossa."),
        ("Filtret är fullt. Mvh Sulo Vainio", "Filtret är fullt."),
        ("It is full. Regards, Sulo Vainio", "It is full."),
        ("Suodatin on tukossa. Sulo Vainio", "Suodatin on tukossa."),
        ("Nimeni on Sulo Vainio", "Nimeni on Sulo Vainio"),
        ("Sulo Vainio", "Sulo Vainio"),
        ("Suodatin on tukossa. t. Aino", "Suodatin on tukossa. t. Aino"),
    ],
)
def test_the_customers_signature_is_no_part_of_the_matter(text: str, kept: str) -> None:
    assert quoted(text, [], name="Sulo Vainio") == Quote(kept)


def test_whose_words_they_are_goes_along() -> None:
    assert quoted("Good people", [], "Lempi") == Quote("Good people", by="Lempi")
