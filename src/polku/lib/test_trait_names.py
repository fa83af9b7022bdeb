import pytest

from polku.lib.trait_names import personal, trait_names


def test_names_are_separated_by_commas_and_told_once() -> None:
    assert trait_names(" plan, region ,plan,") == ("plan", "region")
    assert trait_names("") == ()


@pytest.mark.parametrize(
    "name",
    [
        "name",
        "firstName",
        "last_name",
        "contact-email",
        "EMAIL",
        "phone",
        "homeAddress",
        "birth_date",
        "postinumero",
        "IP",
    ],
)
def test_what_tells_who_somebody_is_is_no_segment(name: str) -> None:
    assert personal(name)
    with pytest.raises(ValueError, match="tells who somebody is"):
        trait_names(f"plan,{name}")


@pytest.mark.parametrize(
    "name",
    ["plan", "industry", "priceTier", "contract_type", "shipping", "packaging", "age_group", "ageBand"],
)
def test_what_many_share_may_be_one(name: str) -> None:
    assert not personal(name)
    assert trait_names(name) == (name,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plan;region", "is none"),
        ("two words", "is none"),
        ("channel", "asked by without one"),
        ("x'); DROP", "is none"),
    ],
)
def test_what_is_no_name_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        trait_names(text)
