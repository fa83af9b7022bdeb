import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.touchpoints.mappings.template import WrongTemplate, compile_path, compile_template

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def test_a_path_alone_gives_the_value_as_it_is() -> None:
    body = {"a": {"b": [1, {"c": {"d": 7}}]}}
    assert compile_template("{a.b.1.c.d}")(body) == 7
    assert compile_template("{a}")(body) is body["a"]


def test_text_around_a_path_makes_text_with_single_blanks() -> None:
    template = compile_template("Order {id}  of {name} ")
    assert template({"id": 5.0, "name": "Aino"}) == "Order 5 of Aino"
    assert template({"id": 5}) == "Order 5 of"


def test_text_whose_paths_are_all_empty_is_nothing() -> None:
    assert compile_template("{first} {last}")({"first": "", "last": None}) is None


def test_the_first_alternative_with_something_in_it_counts() -> None:
    template = compile_template("{a ?? b ?? 'c ?? d'}")
    assert [template({"a": 0}), template({"a": " ", "b": "x"}), template({})] == [0, "x", "c ?? d"]


def test_a_list_is_tried_in_order() -> None:
    template = compile_template(["{name}", "{first} {last}", "nobody"])
    assert template({"first": "Aino", "last": "Virta"}) == "Aino Virta"
    assert template({}) == "nobody"


def test_keys_may_hold_dots_colons_and_blanks() -> None:
    body = {"utm.source": {"concept:name": {"Start Time": 1}}}
    assert compile_template('{"utm.source".concept:name.Start Time}')(body) == 1


def test_doubled_braces_stand_for_themselves() -> None:
    assert compile_template("{{a}} {a}")({"a": 1}) == "{a} 1"


def test_filters_change_text_and_leave_the_rest() -> None:
    assert compile_template("{type | last_part | upper}")({"type": "fi.example.shop.ordered"}) == "ORDERED"
    assert compile_template("{n | lower}")({"n": 3}) == 3


@pytest.mark.parametrize(
    "template", ["{", "}", "{a", "{}", "{a..b}", "{a ?? }", "{a | nothing}", "{'a}", "{a b?}", "{.a}", "{a.}"]
)
def test_what_is_no_template_is_refused_when_compiled(template: str) -> None:
    with pytest.raises(WrongTemplate):
        compile_template(template)


@given(
    st.dictionaries(st.sampled_from("abc"), json_values),
    st.sampled_from(["a", "a.b", "a.b.c", "a.0", "b.0.a", "a.b.c.0"]),
)
def test_a_path_never_fails_whatever_the_body_holds(body: dict[str, object], path: str) -> None:
    value = compile_path(path)(body)
    assert compile_template(f"x{{{path}}}")(body) is None or value is not None


@pytest.mark.parametrize(
    ("activity", "name"),
    [
        ("Päätös annettu", "paatos-annettu"),
        ('Ärende "x"', "arende-x"),
        ("Straße", "strasse"),
        ("Оплата счета", "oplata-scheta"),
        ("A → B", "a-b"),
        ("—", ""),
    ],
)
def test_a_slug_keeps_what_a_name_says_whatever_its_script(activity: str, name: str) -> None:
    assert compile_template("{activity | slug}")({"activity": activity}) == name
