"""What people say: in their language, fitting what happened, and rarely the same twice."""

import re
from collections import Counter

import pytest

from polku.demo.happening import What
from polku.demo.lives.luck import luck_of
from polku.demo.lives.phrases import LANGUAGES, PHRASES, say
from polku.demo.lives.ratings import QUESTIONS
from polku.demo.lives.tests.reading import some

# Words that one of the three languages has and the others have not.
OWN = {
    "fi": {
        "ja",
        "on",
        "ei",
        "että",
        "oli",
        "kun",
        "mutta",
        "vielä",
        "jo",
        "olla",
        "se",
        "tai",
        "niin",
        "kiitos",
        "hyvä",
    },
    "sv": {
        "och",
        "är",
        "inte",
        "att",
        "det",
        "vi",
        "jag",
        "som",
        "med",
        "på",
        "för",
        "den",
        "har",
        "en",
        "ni",
        "tack",
    },
    "en": {
        "and",
        "the",
        "is",
        "not",
        "that",
        "we",
        "with",
        "it",
        "you",
        "was",
        "to",
        "of",
        "they",
        "for",
        "thank",
    },
}
LETTERS = {"fi": set("äöå"), "sv": set("äöå"), "en": set()}
SLOTS = {
    "size", "built", "model", "city", "name", "organisation", "seller", "partner", "due", "new_due", "installer",
    "kindness",
}  # fmt: skip


def guess(text: str) -> str:
    """The language with most words of its own in the text."""
    words = Counter(re.findall(r"\w+", text.lower()))
    return max(OWN, key=lambda language: sum(words[word] for word in OWN[language]))


def test_the_three_languages_have_the_same_keys() -> None:
    for language in LANGUAGES:
        assert PHRASES[language].keys() == PHRASES["fi"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_fills_only_slots_that_are_known(language: str) -> None:
    for key, ways in PHRASES[language].items():
        assert ways, key
        for way in ways:
            assert set(re.findall(r"{(\w+)}", way)) <= SLOTS, (key, way)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_ends_as_a_sentence_does(language: str) -> None:
    """Greetings, names, subjects and what goes inside a sentence do not."""
    loose = (
        "_subject",
        ".subject",
        ".kindness",
        "newsletter.",
        "lead.close",
        "ticket.close",
        "complaint.close",
    )
    for key, ways in PHRASES[language].items():
        if not any(part in key for part in loose):
            assert [way for way in ways if way and way[-1] not in ".!?}"] == [], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_says_the_same_twice(language: str) -> None:
    for key, ways in PHRASES[language].items():
        said = [way for way in ways if way]
        assert len(said) == len(set(said)), key


def test_questions_and_their_answers_are_as_many() -> None:
    """Answers stand in the order of their questions."""
    for language in LANGUAGES:
        stock = PHRASES[language]
        for key in stock:
            if key.startswith("ticket.") and key.endswith("_ask"):
                matter = key.removesuffix("_ask")
                assert len(stock[key]) == len(stock[f"{matter}_answer"]) == len(stock[f"{matter}_again"]), (
                    language,
                    key,
                )


def test_english_has_no_finnish_letters() -> None:
    assert [way for ways in PHRASES["en"].values() for way in ways if set(way) & LETTERS["fi"]] == []


def test_each_languages_stock_is_in_that_language() -> None:
    for language in LANGUAGES:
        assert guess(" ".join(way for ways in PHRASES[language].values() for way in ways)) == language


def test_every_life_is_told_in_its_own_language() -> None:
    seen = Counter[str]()
    for one in some():
        language = one[0].who.language
        assert {h.who.language for h in one} == {language}
        text = " ".join(f"{h.subject}. {h.text}" for h in one)
        if len(text) > 400:
            seen[language] += 1
            assert guess(text) == language, text
    assert seen["fi"] > seen["sv"] > seen["en"] > 5


def test_nothing_is_left_unfilled() -> None:
    for one in some():
        for h in one:
            assert "{" not in h.text + h.subject, h
            assert "  " not in h.text, h
            assert h.text == h.text.strip(), h


TELLING = {
    What.LEAD_FORM,
    What.TICKET_ASKED,
    What.COMPLAINT,
    What.MENTION,
    What.RATED,
    What.PRAISE,
    What.LEFT,
}


@pytest.mark.parametrize(
    ("what", "most"),
    [
        (What.LEAD_FORM, 0.01),
        (What.COMPLAINT, 0.08),
        (What.TICKET_ASKED, 0.04),
        (What.RATED, 0.06),
    ],
)
def test_no_text_is_a_boilerplate(what: What, most: float) -> None:
    texts = [h.text for one in some() for h in one if h.what is what and h.text and h.who.language == "fi"]
    text, times = Counter(texts).most_common(1)[0]
    assert times <= max(4, most * len(texts)), (text, times, len(texts))
    assert len(set(texts)) > 0.3 * len(texts)


def test_what_customers_say_is_never_empty() -> None:
    for one in some():
        for h in one:
            if h.what in TELLING - {What.RATED}:
                assert len(h.text) > 5, h


def test_a_comment_fits_its_rating() -> None:
    bad = {
        way
        for language in LANGUAGES
        for key, ways in PHRASES[language].items()
        if key.startswith("rated.") and key.endswith("_bad")
        for way in ways
    }
    good = {
        way
        for language in LANGUAGES
        for key, ways in PHRASES[language].items()
        if key.startswith("rated.") and key.endswith("_good")
        for way in ways
    }
    seen = 0
    for one in some():
        for h in one:
            if h.what is What.RATED and h.text:
                seen += 1
                assert not any(h.text.startswith(way) for way in bad) or (h.rating or 0) <= 5, h
                assert not any(h.text.startswith(way) for way in good) or (h.rating or 0) >= 9, h
    assert seen > 50


def test_who_praises_a_kindness_names_what_was_done() -> None:
    named = 0
    for one in some():
        done = next((h for h in one if h.what is What.KINDNESS), None)
        if done is None:
            continue
        for h in one:
            if (
                h.at > done.at
                and h.what in {What.MENTION, What.REFERRED, What.RATED, What.PRAISE}
                and done.staff in h.text
            ):
                named += 1
    assert named


def test_a_question_back_is_answered_to_the_point() -> None:
    """Asked for the model, they tell the model."""
    asked = 0
    for one in some():
        back = {h.thread: h.text for h in one if h.what is What.TICKET_ASKED_BACK}
        for h in one:
            if h.what is What.TICKET_REPLIED and back[h.thread] in PHRASES["fi"]["ticket.back_model"]:
                asked += 1
                assert any(model in h.text for model in ("Tuuli", "Puro", "Kallio")), h
    assert asked


def test_an_empty_way_is_left_out_without_a_gap() -> None:
    said = {
        say("en", ("ticket.hello", "ticket.noise_ask"), luck_of(1, n, "words"), {"name": "x"})
        for n in range(60)
    }
    assert any(text.startswith("The outdoor") for text in said)
    assert any(text.startswith("Hi! ") for text in said)


def test_the_matching_answer_is_said_for_the_last_key() -> None:
    luck = luck_of(1, 1, "words")
    for way, answer in enumerate(PHRASES["sv"]["ticket.cold_answer"]):
        assert say("sv", ("ticket.cold_answer",), luck, {}, way) == answer


def test_a_survey_asks_of_customer_service_in_the_customers_language() -> None:
    asked = [
        one
        for life in some()
        for one in life
        if one.what in (What.RATING_ASKED, What.RATED) and one.fields["about"] == "support"
    ]
    assert len({one.who.language for one in asked}) > 1
    assert all(one.subject == QUESTIONS["support"][one.who.language] for one in asked)
