"""Every point has a sentence and a reason in every language, and none of them stumbles."""

import re
from typing import Any

import pytest
from django.utils import translation

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.points import Place, Point, Said, Score, Section
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.said import Telling
from polku.lenses.customer.briefing.table import RULES
from polku.lenses.customer.tests.told import at
from polku.surfaces.words.briefing.reasons import RULES as REASONS
from polku.surfaces.words.briefing.reasons import reason, weight_words
from polku.surfaces.words.briefing.sentence import SENTENCES, sentence

NOW = at("2026-11-20 12:00")
DAY = at("2026-11-10 12:00")
WHAT = said.What("", Place("installation"), "1042")
QUOTE = Quote("It hums")

POINTS: list[Said] = [
    said.Nothing(),
    said.OnlyVisits(DAY),
    said.CustomerSince(DAY, 2, 890000, "EUR", "Filter", DAY),
    said.CustomerSince(DAY, 1, None, "", "", DAY),
    said.NotYet(DAY, False),
    said.NotYet(DAY, True),
    said.LeftUs(DAY, QUOTE),
    said.People(["Aino", "Ville"], 3),
    said.BelongsTo("Acme", ["Ville"]),
    said.BelongsTo("", []),
    said.Shares(["Timo"]),
    said.Speaks("sv"),
    said.Speaks("xx"),
    said.Meets("Mikko", DAY, 3, 5),
    said.MeetsMany(5, 7),
    said.MeetsAnother("Sari", DAY, "Mikko"),
    *(said.Overdue(WHAT, DAY, DAY, telling) for telling in Telling),
    said.Overdue(WHAT, DAY, at("2026-11-15 12:00"), Telling.FIRST),
    *(said.Moved(WHAT, DAY, NOW, telling) for telling in Telling),
    *(said.DoneLate(WHAT, DAY, NOW, telling) for telling in Telling),
    said.Kept(WHAT, NOW, DAY, 4),
    said.Kept(WHAT, NOW, DAY, 1),
    said.OftenLate(2, 3),
    said.Complained(DAY, QUOTE, True),
    said.Complained(DAY, None, False),
    said.PutRight(DAY, NOW, QUOTE),
    said.ComplainedOften(3, DAY),
    said.AskedAgain(2, 1, DAY, "1042", QUOTE),
    said.AskedAgain(3, 0, DAY, "1042", None),
    said.WaitedLonger(DAY, NOW - DAY, 3_600_000_000),
    said.SentBack(DAY, "Filter", 4900, "EUR"),
    said.SentBack(DAY, "", None, ""),
    *(said.Rated(rank, DAY, 9.5, 0, 10, QUOTE) for rank in ("last", "lowest", "highest")),
    said.Rated("last", DAY, 4, None, None, None),
    *(said.Spoke(kind, DAY, QUOTE) for kind in ("thanked", "mentioned", "declined")),
    said.SentSomebody(DAY),
    said.Kindness(DAY, "swept the stairs"),
    said.Kindness(DAY, ""),
    said.LastAsked(DAY, QUOTE),
    said.ToldUs([("house_size", 140), ("heating", "oil"), ("hasPool", True)]),
    said.AnsweredUs(DAY, "How large is it?", QUOTE),
    said.Asks(DAY, 1, Place("chat"), QUOTE, None),
    said.Asks(DAY, 2, Place("chat", "Chat"), None, 3_600_000_000),
    said.Due(WHAT, NOW),
    said.Offered(DAY, 890000, "EUR", "Pump"),
    said.Offered(DAY, None, "", ""),
    said.WeAsked(DAY, "Which model?"),
    said.Silent(DAY, NOW - DAY, 86_400_000_000),
    said.ReachedOut(DAY, ""),
]
# What is the same in the three languages: quotes, names and numbers of the examples.
_TOLD = re.compile(
    r"It hums|swept the stairs|How large is it\?|Which model\?|Filter|Pump|Installation|house size|heating oil|has pool|chat"
)


def point_of(what: Said) -> Point:
    return Point(rule="standing", section=Section.WHO, said=what, score=Score(), at=0, evidence=(), matter="")


def spoken(what: Said, language: str) -> str:
    with translation.override(language):
        return sentence(point_of(what), NOW)


def test_every_point_there_is_has_a_sentence_and_an_example_here() -> None:
    kinds = {kind for kind in vars(said).values() if isinstance(kind, type) and issubclass(kind, Said)}
    assert kinds - {Said, said.What} == set(SENTENCES) == {type(what) for what in POINTS}


def test_every_rule_has_its_reason_and_no_reason_is_left_over() -> None:
    assert set(REASONS) == {rule.name for rule in RULES}


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
@pytest.mark.parametrize("what", POINTS, ids=lambda what: type(what).__name__)
def test_it_is_whole_sentences_in_each_language(what: Said, language: str) -> None:
    words = spoken(what, language)
    assert words.rstrip("”)").endswith((".", "?", "!"))
    assert "%(" not in words
    assert ".." not in words
    assert "  " not in words
    assert words[0] == words[0].upper()


@pytest.mark.parametrize("what", POINTS, ids=lambda what: type(what).__name__)
def test_finnish_and_swedish_are_not_english(what: Said) -> None:
    english, *others = (_TOLD.sub("", spoken(what, language)) for language in ("en", "fi", "sv"))
    assert english not in others
    assert others[0] != others[1]


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_names_stand_as_they_are_in_every_language(language: str) -> None:
    # Finnish would say Mikon and Mikolle; a sentence that needs it is another sentence.
    for what in (said.Meets("Mikko", DAY, 3, 5), said.MeetsAnother("Sari", DAY, "Mikko")):
        assert re.search(r"\bMikko\b", spoken(what, language))


def test_no_point_says_of_one_of_us_more_than_that_they_were_met() -> None:
    naming = {
        kind.__name__: set(kind.__struct_fields__)
        for kind in SENTENCES
        if {"actor", "person", "staff", "made_by", "before"} & set(kind.__struct_fields__)
    }
    assert naming == {
        "Meets": {"actor", "since", "met", "among"},
        "MeetsAnother": {"actor", "since", "before"},
    }


@pytest.mark.parametrize(
    ("what", "english"),
    [
        (said.Overdue(WHAT, DAY, DAY, Telling.NOT), "Installation (1042): promised by 10 Nov, still not done (10 days overdue). They have not been told. Give them a new time."),
        (said.Overdue(WHAT, DAY, DAY, Telling.FIRST), "Installation (1042): promised by 10 Nov, still not done (10 days overdue). They were told in time."),
        (said.Due(WHAT, NOW), "Coming: Installation (1042), promised by today 14:00."),
        (said.Asks(DAY, 2, Place("chat"), QUOTE, 3_600_000_000), "Waits for our answer (chat), 10 days so far, asked 2 times: “It hums”. Usually the wait is 1 h."),
        (said.Complained(DAY, QUOTE, True), "Complaint of 10 Nov, not put right yet: “It hums”. It has waited 10 days for an answer."),
        (said.Spoke("declined", DAY, None), "Said no on 10 Nov."),
        (said.People(["Aino", "Ville"], 1), "Whom we know there: Aino, Ville and 1 more."),
        (said.ToldUs([("house_size", 140), ("hasPool", False)]), "They have told us already: house size 140, has pool no."),
        (said.Rated("last", DAY, 9.5, 0, 10, Quote("Good", by="Lempi")), "Last rating 9.5 (scale 0–10) on 10 Nov: “Good” (Lempi)."),
        (said.LastAsked(DAY, Quote("Is it", cut=True)), "Last asked on 10 Nov, and was answered: “Is it …”"),
    ],
)  # fmt: skip
def test_sentences_are_put_together_as_a_person_would(what: Said, english: str) -> None:
    assert spoken(what, "en") == english


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "“It hums”"), ("fi", "”It hums”"), ("sv", "”It hums”")],
)
def test_quotes_have_the_marks_of_the_language(language: str, told: str) -> None:
    assert told in spoken(said.LastAsked(DAY, QUOTE), language)


def test_finnish_dates_end_with_one_full_stop() -> None:
    assert spoken(said.SentSomebody(DAY), "fi").endswith(" 10.11.")
    assert "9/2" not in spoken(said.ComplainedOften(3, DAY), "fi")


def test_why_is_a_rule_in_words_and_a_sum_in_parts() -> None:
    with translation.override("fi"):
        assert reason(point_of(said.Nothing())) == "Ensimmäisenä kerrotaan aina, kuka asiakas meille on."
        assert weight_words(Score(open=50, memorable=15)) == "avoinna 50, mieleen jäävä 15"


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_no_two_rules_have_the_same_reason(language: str) -> None:
    with translation.override(language):
        words: list[Any] = [str(reason) for reason in REASONS.values()]
    assert len(set(words)) == len(words)
