"""Where touchpoints stand on the map."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from polku.touchpoints.journeys.places import place_of, places, stages
from polku.touchpoints.journeys.save import retire_journey, save_journey

pytestmark = pytest.mark.django_db(databases="__all__")

SHOP = """\
name: shop
title: Shop
instance: {per: order}
stages:
  - name: order
    title: {fi: Tilaa, en: Order}
    touchpoints:
      - {name: web-shop, title: {fi: Verkkokauppa, en: Web shop}, channel: web, owner: Web, expects: [parcel]}
  - name: receive
    title: {en: Receive}
    touchpoints:
      - {name: parcel, channel: partner, owner: Carrier}
"""
CARE = """\
name: care
title: Care
instance: {per: customer}
stages:
  - name: help
    title: Help
    touchpoints:
      - {name: phone-support, channel: phone, owner: Support}
      - {name: web-shop, channel: web, owner: Web}
"""


def test_where_nothing_is_declared_no_place_is_known() -> None:
    assert (place_of("web-shop"), stages()) == (None, [])


def test_a_template_is_not_in_force() -> None:
    assert place_of("lead-form") is None


def test_a_touchpoint_has_its_stage_channel_and_owner() -> None:
    save_journey(SHOP)
    place = place_of("parcel")
    assert place is not None
    assert (place.journey, place.stage, place.stage_title, place.stage_number) == (
        "shop",
        "receive",
        "Receive",
        2,
    )
    assert (place.title, place.channel, place.owner) == ("Parcel", "partner", "Carrier")
    assert place_of("telegraph") is None


def test_titles_are_said_in_the_readers_language_and_else_in_english() -> None:
    save_journey(SHOP)
    with translation.override("fi"):
        assert [stage.title for stage in stages()] == ["Tilaa", "Receive"]
        assert places()["web-shop"].title == "Verkkokauppa"
    with translation.override("sv"):
        assert places()["web-shop"].title == "Web shop"


def test_stages_of_several_journeys_go_on_counting_and_the_first_journey_keeps_its_touchpoints() -> None:
    save_journey(SHOP)
    save_journey(CARE)
    assert [(one.name, one.number, one.journey) for one in stages()] == [
        ("order", 1, "shop"), ("receive", 2, "shop"), ("help", 3, "care"),
    ]  # fmt: skip
    assert places()["web-shop"].stage_number == 1
    assert places()["phone-support"].stage_number == 3


def test_another_version_and_a_retirement_are_seen_at_once() -> None:
    save_journey(SHOP)
    save_journey(SHOP.replace("owner: Carrier", "owner: Post"))
    assert places()["parcel"].owner == "Post"
    retire_journey("shop")
    assert places() == {}


def test_a_map_that_did_not_change_costs_one_query() -> None:
    save_journey(SHOP)
    places()
    with CaptureQueriesContext(connection) as queries:
        places()
    assert len(queries) == 1
