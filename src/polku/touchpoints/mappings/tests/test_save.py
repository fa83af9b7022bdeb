import pytest

from polku.touchpoints.mappings.load import NoSuchMapping, names, reader, shipped_text, text
from polku.touchpoints.mappings.save import save_mapping, versions
from polku.touchpoints.mappings.tests.telling import MINIMAL
from polku.touchpoints.mappings.wrong import WrongMapping

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_newest_version_shadows_the_shipped_mapping() -> None:
    changed = shipped_text("tickets").replace("title: Tickets", "title: Our tickets")
    before = reader("tickets").title
    save_mapping("tickets", changed)
    assert (before[:7], reader("tickets").title[:11], text("tickets")) == ("Tickets", "Our tickets", changed)
    assert [version.text for version in versions("tickets")] == [changed]


def test_a_new_mapping_stands_among_the_names() -> None:
    save_mapping("small", MINIMAL)
    assert "small" in names()


def test_a_mapping_that_does_not_hold_is_not_saved() -> None:
    with pytest.raises(WrongMapping, match="line 2: the mapping's name is 'small' here"):
        save_mapping("other", MINIMAL)
    assert versions("other") == []


def test_a_name_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NoSuchMapping, match="segment"):
        reader("nothing")
