import json

import pytest

from polku.timeline.vocabulary import FIELDS
from polku.touchpoints.mappings.check import SCHEMA
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.load import shipped_names, shipped_text
from polku.touchpoints.mappings.tests.telling import MINIMAL
from polku.touchpoints.mappings.wrong import WrongMapping

FIRST = MINIMAL.count("\n") + 1  # the line on which what a test adds begins


def problems(text: str) -> list[str]:
    with pytest.raises(WrongMapping) as caught:
        compile_mapping(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("added", "line", "words"),
    [
        ("ruels: []", 0, "'ruels' is not known here; did you mean 'rules'?"),
        ("rules:\n  - when: {type: track}\n    interactons: []", 2, "did you mean 'interactions'?"),
        ("otherwise:\n  interactions:\n    - {kind: order, touchpoint: shop}", 2, "no kind 'order'; did you mean 'ordered'?"),
        ("otherwise:\n  interactions:\n    - {kind: asked, touchpoint: shop}", 2, "'side' is missing"),
        ("otherwise:\n  interactions:\n    - {kind: ordered, side: us, touchpoint: shop}", 2, "always of the customer"),
        ("otherwise:\n  interactions:\n    - {kind: visited, touchpoint: shop, sbject: x}", 2, "did you mean 'subject'?"),
        ("otherwise:\n  interactions:\n    - kind: visited\n      touchpoint: shop\n      text: '{a'", 4, "a brace is not closed"),
        ("otherwise:\n  interactions:\n    - kind: visited\n      touchpoint: shop\n      channel: phonr", 4, "did you mean 'phone'?"),
        ("otherwise:\n  interactions:\n    - {kind: visited}", 2, "'touchpoint' is missing"),
        ("otherwise:\n  interactions:\n    - {kind: promised, touchpoint: shop}", 2, "'due_at' is missing"),
        ("otherwise:\n  interactions:\n    - {kind: rated, touchpoint: shop, rating: 5}", 2, "'rating_high' is missing"),
        ("otherwise:\n  interactions:\n    - {kind: ordered, touchpoint: shop, amount: 5}", 2, "needs a currency"),
        ("otherwise:\n  interactions:\n    - {kind: ordered, touchpoint: shop, currency: euro}", 2, "three letters"),
        ("otherwise:\n  identify:\n    emial: '{a}'", 2, "the namespace 'emial' is not declared"),
        ("rules:\n  - when:\n      event: {matches: '('}", 2, "unterminated"),
        ("rules:\n  - when:\n      event: {mathces: x}", 2, "did you mean 'matches'?"),
        ("time_zone: Mars/Base", 0, "is not a time zone"),
        ("name: again", 0, "given twice"),
        ("title: &a x", 0, "anchors"),
        ("title: [", 1, "not YAML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_what_was_meant(added: str, line: int, words: str) -> None:
    told = problems(MINIMAL + added)
    assert any(problem.startswith(f"line {FIRST + line}: ") and words in problem for problem in told), told


def test_all_faults_are_told_at_once() -> None:
    told = problems("name: Bad\nreads: [segmnt]\nnamespaces:\n  user_id: {policy: uniqe}\n")
    assert [problem.split(":")[0] for problem in told] == ["line 1", "line 2", "line 4"]


@pytest.mark.parametrize(
    "text", ["", "hello", "- a", "a: {b: [c: d", "\0", "a: !!python/object:os.system x", "x" * 300_000]
)
def test_what_is_no_mapping_is_refused_in_words(text: str) -> None:
    assert problems(text)


def test_rows_need_a_time() -> None:
    (problem,) = problems("name: x\nreads: [row]\nnamespaces:\n  a: {policy: weak}\n")
    assert problem == "line 2: a mapping that reads files must say when things happened: give `time:`"


@pytest.mark.parametrize("name", shipped_names())
def test_each_shipped_mapping_holds_and_says_what_it_is(name: str) -> None:
    reader = compile_mapping(shipped_text(name))
    assert (reader.name, bool(reader.title)) == (name, True)


def test_the_published_schema_knows_exactly_the_vocabularys_fields() -> None:
    declared = SCHEMA["$defs"]["interaction"]["properties"].keys()
    assert declared - {"kind", "side", "if", "each", "at", "attributes"} == FIELDS.keys()
    assert json.dumps(SCHEMA)


def test_a_trait_or_attribute_may_be_called_when_or_if() -> None:
    named = 'traits:\n  when: "{traits.when}"\n  if: "{traits.if}"\n'
    kept = "defaults:\n  touchpoint: shop\n  attributes:\n    when: '{properties.when}'\n"
    assert compile_mapping(f"{MINIMAL}\n{named}{kept}").name
