import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.lib.clock import to_text
from polku.touchpoints.mappings.reader import Told
from polku.touchpoints.mappings.tests.telling import NOON, kinds, named, shipped, small, tell
from polku.touchpoints.mappings.tests.test_template import json_values
from polku.touchpoints.reading import Unreadable

SEGMENT = shipped("segment")


def test_the_first_rule_that_takes_an_event_counts() -> None:
    reader = small("""
rules:
  - when: {event: [A, B], n: {present: true}}
    interactions: [{kind: ordered, touchpoint: x}]
  - when: {event: b}
    interactions: [{kind: paid, touchpoint: x}]
  - when: {event: {matches: "^c"}}
    interactions: [{kind: left, touchpoint: x}]
  - when: {event: {not: [d, e]}}
    interactions: [{kind: joined, touchpoint: x}]
otherwise:
  interactions: [{kind: visited, touchpoint: x}]
""")
    told = [
        {"event": "a", "n": 1},
        {"event": "B"},
        {"event": "c"},
        {"event": "z"},
        {"event": "d"},
        {"event": ["d"]},
        {},
    ]
    assert [kinds(tell(reader, body)) for body in told] == [
        ["customer ordered"], ["customer paid"], ["customer left"], ["customer joined"], ["customer visited"],
        ["customer joined"], ["customer joined"],
    ]  # fmt: skip


def test_one_event_may_be_several_interactions_each_with_its_own_time_and_condition() -> None:
    reader = small("""
otherwise:
  interactions:
    - {kind: ordered, touchpoint: x}
    - {kind: promised, touchpoint: x, due_at: "{due}", at: "{said}", if: {due: {present: true}}}
    - {kind: visited, touchpoint: x, subject: "{item.name}", each: items, if: {item.name: {not: b}}}
""")
    reading = tell(
        reader,
        {
            "due": "2026-12-01",
            "said": "2026-11-01T00:00:00Z",
            "items": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
        },
    )
    ordered, promised, *visits = reading.interactions
    assert (ordered.occurred_at, to_text(promised.occurred_at)) == (NOON, "2026-11-01T00:00:00Z")
    assert (to_text(promised.due_at or 0), promised.pledge) == ("2026-11-30T22:00:00Z", "delivered")
    assert [(visit.subject, visit.ordinal) for visit in visits] == [("a", 2), ("c", 3)]
    assert kinds(tell(reader, {"items": "none"})) == ["customer ordered"]


@pytest.mark.parametrize(
    ("entry", "body", "where", "words"),
    [
        ("{kind: ordered, touchpoint: x, amount: '{p.a}', currency: EUR}", {"p": {"a": "lots"}}, "p.a", "amount: 'lots'"),
        ("{kind: rated, touchpoint: x, rating: '{r}', rating_low: 1, rating_high: 5}", {"r": 6}, "rating", "not on the scale"),
        ("{kind: rated, touchpoint: x, rating: '{r}', rating_low: 1, rating_high: 5}", {}, "rating", "rated needs it"),
        ("{kind: promised, touchpoint: x, due_at: '{d}'}", {"d": "soon"}, "d", "due_at: 'soon' is not a time"),
        ("{kind: '{k}', touchpoint: x}", {"k": "ordred"}, "k", "did you mean 'ordered'"),
        ("{kind: '{k}', touchpoint: x}", {"k": "asked"}, "side", "does not tell"),
        ("{kind: '{k}', touchpoint: x}", {}, "kind", "tells none"),
        ("{kind: ordered, touchpoint: '{t}'}", {}, "touchpoint", "tells none"),
        ("{kind: visited, touchpoint: x, thread: '{t}'}", {"t": "y" * 201}, "t", "longer than 200"),
        ("{kind: visited, touchpoint: x, text: '{t}'}", {"t": {"a": 1}}, "t", "an object stands"),
    ],
)  # fmt: skip
def test_a_value_that_can_not_be_coerced_is_unreadable_and_named(
    entry: str, body: dict[str, object], where: str, words: str
) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        tell(small(f"otherwise:\n  interactions:\n    - {entry}\n"), body)
    assert caught.value.where == where


def test_a_rule_may_refuse() -> None:
    reader = small("rules:\n  - when: {event: test}\n    refuse: a test, not a customer\n")
    with pytest.raises(Unreadable, match="a test, not a customer"):
        tell(reader, {"event": "test", "userId": "a"})


def test_another_form_is_refused() -> None:
    with pytest.raises(Unreadable, match="reads segment, not row"):
        SEGMENT.read(Told("row", {}, b"", 0, 0, "UTC"))


def test_nul_never_reaches_a_field() -> None:
    reader = small(
        "traits: {'*': '{t}'}\notherwise:\n  interactions:\n    - {kind: visited, touchpoint: x, text: '{t.a}', attributes: {'*': '{t}'}}\n"
    )
    reading = tell(reader, {"userId": "a\0b", "t": {"a": "x\0y", "c": ["\0", {"d\0": "\0e"}]}})
    assert "\\x00" not in repr(reading)
    assert named(reading) == {"user_id": "a b"}


def test_traits_nested_without_end_are_cut_and_do_not_fail() -> None:
    deep: dict[str, object] = {}
    for _ in range(900):
        deep = {"a": deep}
    reading = tell(SEGMENT, {"type": "identify", "userId": "a", "traits": deep})
    assert str(reading.traits).count("{") == 8


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["identify", "track", "page", "screen", "group", "alias", "odd"]) | json_values},
        optional={
            "event": st.sampled_from(["Order Completed", "Product Reviewed", "Signed Up", "X"]) | json_values,
            "userId": json_values, "anonymousId": json_values, "traits": json_values, "context": json_values,
            "properties": json_values | st.dictionaries(st.sampled_from(["order_id", "revenue", "rating", "currency", "name"]), json_values),
        },
    )
)  # fmt: skip
def test_whatever_is_told_it_is_read_or_said_to_be_unreadable(body: dict[str, object]) -> None:
    reasons, values = [], []
    try:
        values = [reference.value for reference in tell(SEGMENT, body).references]
    except Unreadable as unreadable:
        reasons = [unreadable.reason]
    assert all([*reasons, *values])
