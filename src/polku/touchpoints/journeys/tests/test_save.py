"""Journeys in force, their versions, and journeys beside each other."""

import pytest

from polku.touchpoints.journeys.load import NoSuchJourney, journeys, names, template, text
from polku.touchpoints.journeys.save import retire_journey, save_journey, versions
from polku.touchpoints.journeys.tests.test_places import CARE, SHOP
from polku.touchpoints.journeys.wrong import WrongJourney
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_newest_version_is_in_force_and_the_older_ones_stay() -> None:
    changed = SHOP.replace("title: Shop", "title: Our shop")
    save_journey(SHOP)
    save_journey(changed)
    assert text("shop") == changed
    assert [version.text for version in versions("shop")] == [changed, SHOP]


def test_a_version_says_by_whom() -> None:
    save_journey(SHOP, lead())
    assert [str(version.saved_by) for version in versions("shop")] == ["Sari Lehto"]


def test_what_did_not_change_makes_no_version() -> None:
    save_journey(SHOP)
    save_journey(SHOP)
    assert len(versions("shop")) == 1


def test_an_older_version_can_come_back() -> None:
    changed = SHOP.replace("title: Shop", "title: Our shop")
    for yaml in (SHOP, changed, SHOP):
        save_journey(yaml)
    assert (text("shop"), len(versions("shop"))) == (SHOP, 3)


def test_journeys_stand_in_the_order_in_which_they_were_first_declared() -> None:
    for yaml in (SHOP, CARE, SHOP.replace("title: Shop", "title: Our shop")):
        save_journey(yaml)
    assert names() == ["shop", "care"]
    assert [journey.name for journey in journeys()] == ["shop", "care"]


def test_one_that_does_not_hold_is_not_saved() -> None:
    with pytest.raises(WrongJourney, match="line 1"):
        save_journey("name: Bad Name")
    assert names() == []


def test_a_retired_journey_is_off_the_map_but_keeps_its_versions() -> None:
    save_journey(SHOP)
    retire_journey("shop")
    assert (names(), [version.text for version in versions("shop")]) == ([], ["", SHOP])
    with pytest.raises(NoSuchJourney, match="In force: none"):
        text("shop")
    with pytest.raises(NoSuchJourney):
        retire_journey("shop")
    save_journey(SHOP)
    assert names() == ["shop"]


def test_a_touchpoint_of_two_journeys_has_one_owner() -> None:
    save_journey(SHOP)
    with pytest.raises(WrongJourney) as caught:
        save_journey(CARE.replace("owner: Web}", "owner: Support}"))
    assert str(caught.value) == (
        "line 9: the touchpoint 'web-shop' would have two owners: Support here, and Web in the journey 'shop'."
        " Write the same, or give this one another name"
    )
    assert names() == ["shop"]


def test_a_journey_may_change_the_owner_of_its_own_touchpoints() -> None:
    save_journey(SHOP)
    save_journey(SHOP.replace("owner: Carrier", "owner: Post"))
    assert "owner: Post" in text("shop")


def test_each_template_can_be_put_in_force_by_itself() -> None:
    for name in ("b2b-sales-to-service", "municipal-permit"):
        save_journey(template(name))
        assert names() == [name]
        retire_journey(name)
