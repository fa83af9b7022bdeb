from hypothesis import given
from hypothesis import strategies as st

from polku.lib.digest import digest


def test_a_digest_has_sixteen_bytes_whatever_goes_in() -> None:
    assert {len(digest()), len(digest("")), len(digest("a" * 10_000, b"b"))} == {16}


def test_where_one_part_ends_matters() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")


@given(st.lists(st.text(), min_size=1))
def test_the_same_parts_give_the_same_digest_as_text_or_bytes(parts: list[str]) -> None:
    as_bytes = [part.encode("utf-8", "surrogatepass") for part in parts]
    assert digest(*parts) == digest(*as_bytes)


def test_a_lone_surrogate_from_bad_input_is_digested_and_not_crashed_on() -> None:
    assert digest("\ud800") != digest("?")
