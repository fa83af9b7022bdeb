"""What is wrong with a journey is a sentence with its line."""

import pytest

from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import Mark, said
from polku.touchpoints.journeys.loops import endless_loops
from polku.touchpoints.journeys.wrong import WrongJourney

# Line 12 declares website, line 13 lead-form, line 17 offer, line 18 contract.
TEXT = """\
name: sales
title: {fi: Myynti, en: Sales}
description: From the website to the contract.
instance:
  per: lead
  starts: [{touchpoint: website}]
  ends:
    - {kind: declined, touchpoint: offer}
stages:
  - name: discover
    title: Discover
    touchpoints:
      - {name: website, channel: web, owner: Marketing, expects: [lead-form]}
      - {name: lead-form, title: {fi: Lomake}, channel: web, owner: Marketing, expects: [offer]}
  - name: buy
    title: Buy
    touchpoints:
      - {name: offer, channel: mail, owner: Sales, expects: [contract]}
      - {name: contract, channel: mail, owner: Sales}
"""
WEBSITE, LEAD_FORM, OFFER, CONTRACT = 13, 14, 18, 19


def problems(text: str) -> list[str]:
    with pytest.raises(WrongJourney) as caught:
        compile_journey(text)
    return [str(problem) for problem in caught.value.problems]


def changed(line: int, old: str, new: str) -> str:
    """The text with one word of one line changed; lines count from 1."""
    lines = TEXT.splitlines()
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    return "\n".join(lines)


def test_a_journey_that_holds_is_read_whole() -> None:
    journey = compile_journey(TEXT)
    assert (journey.name, said(journey.title, "fi"), said(journey.title, "sv"), journey.per) == (
        "sales", "Myynti", "Sales", "lead",
    )  # fmt: skip
    assert journey.starts == (Mark(touchpoint="website"),)
    assert journey.ends == (Mark(touchpoint="offer", kind="declined"),)
    assert [(stage.name, len(stage.touchpoints)) for stage in journey.stages] == [("discover", 2), ("buy", 2)]
    website, form = journey.stages[0].touchpoints
    assert (said(website.title), website.owner, website.expects) == ("Website", "Marketing", ("lead-form",))
    assert said(form.title, "en") == "Lomake"  # the only language there is


@pytest.mark.parametrize(
    ("line", "old", "new", "words"),
    [
        (5, "per: lead", "per: deal", "'deal' is not allowed here. Allowed: customer, lead, order, contract, case"),
        (5, "per", "pre", "'pre' is not known here; did you mean 'per'?"),
        (6, "website", "webiste", "there is no touchpoint 'webiste'; did you mean 'website'?"),
        (8, "declined", "decline", "there is no kind 'decline'; did you mean 'declined'?"),
        (2, "fi: Myynti", "de: Verkauf", "'de' is not known here. Known: en, fi, sv"),
        (10, "discover", "Discover", "small letters, digits and hyphens"),
        (15, "buy", "discover", "there are two stages 'discover'"),
        (WEBSITE, "channel: web", "channel: wbe", "there is no channel 'wbe'; did you mean 'web'?"),
        (WEBSITE, "owner", "onwer", "'onwer' is not known here; did you mean 'owner'?"),
        (WEBSITE, "owner: Marketing", "owner: [Marketing, Sales]", "a touchpoint has one owner, who answers for it; here stand Marketing, Sales. Choose one"),
        (WEBSITE, "owner: Marketing", "owner: Marketing, owner: Sales", "'owner' is given twice"),
        (WEBSITE, "[lead-form]", "[lead-from]", "'website' expects 'lead-from', which is no touchpoint of this journey; did you mean 'lead-form'?"),
        (WEBSITE, "[lead-form]", "[lead-form, lead-form]", "`expects` names 'lead-form' twice"),
        (LEAD_FORM, "name: lead-form", "name: website", "the touchpoint 'website' stands twice in the stage 'discover'"),
        (CONTRACT, "name: contract", "name: website", "the touchpoint 'website' stands in the stages 'discover' and 'buy'; a touchpoint stands in one stage"),
        (CONTRACT, "owner: Sales", "owner: Sales, expects: [contract]", "the next steps go round without an end: contract → contract"),
        (OFFER, "channel: mail, ", "", "'channel' is missing"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_what_was_meant(line: int, old: str, new: str, words: str) -> None:
    told = problems(changed(line, old, new))
    assert any(problem.startswith(f"line {line}: ") and words in problem for problem in told), told


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    told = problems("name: Bad Name\ntitle: x\ninstance: {per: deal}\nstages: []\nowner: me\n")
    assert [problem.split(":")[0] for problem in told] == ["line 1", "line 3", "line 4", "line 5"]


@pytest.mark.parametrize("text", ["", "hello", "- a", "a: {b: [c: d", "\0", "title: &a x", "x" * 300_000])
def test_what_is_no_journey_is_refused_in_words(text: str) -> None:
    assert problems(text)


def test_a_word_of_yaml_that_a_journey_does_not_use_is_told_so() -> None:
    assert problems("name: &a x") == [
        "line 1: anchors (&), aliases (*) and tags (!) are not used in a journey"
    ]


def test_a_loop_with_a_way_out_is_no_fault() -> None:
    renewing = changed(CONTRACT, "owner: Sales", "owner: Sales, expects: [website]").replace(
        "expects: [contract]", "expects: [contract, survey]"
    )
    text = renewing + "\n      - {name: survey, channel: mail, owner: Sales}"
    assert len(compile_journey(text).touchpoints) == 5


def test_a_loop_through_an_end_of_the_journey_is_no_fault() -> None:
    text = changed(CONTRACT, "owner: Sales", "owner: Sales, expects: [offer]")
    assert compile_journey(text).name == "sales"  # the walk may end at the offer


def test_an_endless_loop_is_told_step_by_step() -> None:
    text = changed(CONTRACT, "owner: Sales", "owner: Sales, expects: [lead-form]").replace(
        "{kind: declined, touchpoint: offer}", "{kind: declined}"
    )
    (problem,) = problems(text)
    assert problem.startswith(f"line {LEAD_FORM}: ")
    assert "lead-form → offer → contract → lead-form" in problem


@pytest.mark.parametrize(
    ("expects", "ends", "loops"),
    [
        ({"a": ["b"], "b": []}, [], []),
        ({"a": ["a"]}, [], [["a"]]),
        ({"a": ["b"], "b": ["a"]}, [], [["a", "b"]]),
        ({"a": ["b"], "b": ["a"]}, ["b"], []),
        ({"a": ["b"], "b": ["a", "c"], "c": []}, [], []),
        ({"x": ["a"], "a": ["b"], "b": ["a"]}, [], [["a", "b"]]),
        ({"a": ["a"], "b": ["b"]}, [], [["a"], ["b"]]),
        ({}, [], []),
    ],
)
def test_loops_are_those_from_which_no_end_is_reached(
    expects: dict[str, list[str]], ends: list[str], loops: list[list[str]]
) -> None:
    assert endless_loops(expects, ends) == loops
