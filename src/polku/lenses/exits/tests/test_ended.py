"""How walks end, told by hand."""

from typing import Any

import pytest

from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.exits.exits import exits
from polku.lenses.exits.tests.laid import Laid, Step
from polku.touchpoints.journeys.compile import compile_journey

DAY = 86_400_000_000
START = 20_000 * DAY


def story(text: str) -> list[Step]:
    """Lines: customer, day, who:kind, touchpoint, then outcome=…, thread=…, automatic."""
    steps = []
    for line in filter(None, map(str.strip, text.splitlines())):
        customer, day, act, touchpoint, *more = line.split()
        side, _, kind = act.rpartition(":")
        fields: dict[str, Any] = dict(word.split("=") for word in more if "=" in word)
        fields = {name: int(value) if value.isdigit() else value for name, value in fields.items()}
        moment = START + int(float(day) * DAY)
        steps.append(
            Step(
                int(customer),
                moment,
                kind,
                side or "customer",
                touchpoint,
                automatic="automatic" in more,
                **fields,
            )
        )
    return steps


def told(text: str, asked: Asked | None = None) -> dict[int, tuple[str, str, str]]:
    """Customer → where it broke, where they said so, manner."""
    laid = Laid(story(text))
    return {
        row["customer"]: (laid.name(row["touchpoint"]), laid.name(row["said_at"]), row["manner"])
        for row in laid.told(ended, asked or Asked())
    }


# Thirty customers ask, order ten days later, and come back after a month: how people usually come and go here.
USUAL = "\n".join(
    f"{n} 0 asked form\n{n} 1 us:answered form\n{n} 10 ordered shop\n{n} 40 asked chat\n{n} 41 us:answered chat"
    for n in range(100, 130)
)


def test_they_said_so_at_the_renewal_but_it_broke_at_the_support() -> None:
    found = told(
        "1 0 ordered shop\n1 5 asked support\n1 6 us:answered support\n1 9 left renewal\n2 20 visited web"
    )
    assert found[1] == ("support", "renewal", "said")


def test_whoever_comes_back_after_a_goodbye_has_not_left() -> None:
    goodbye = "1 0 ordered shop\n1 9 left renewal\n"
    for back in ("1 12 asked chat", "1 12 ordered shop", "1 12 us:met shop"):
        assert told(goodbye + back)[1][2] == "on"
    # Paying the last invoice, or an angry review, is no return; nor is our letter.
    for no_return in ("1 12 paid invoice", "1 12 mentioned social", "1 12 us:informed mail"):
        assert told(goodbye + no_return)[1][2] == "said"


def test_a_no_is_an_exit_of_a_prospect_and_a_word_of_a_customer() -> None:
    found = told(
        "1 0 asked form\n1 1 us:offered offer\n1 3 declined offer\n"
        "2 0 ordered shop\n2 2 us:delivered home\n2 9 us:offered offer\n2 10 declined offer"
    )
    assert found[1] == ("offer", "offer", "said")
    assert found[2] == ("offer", "", "on")


def test_what_a_source_closed_as_lost_is_over() -> None:
    found = told(
        "1 0 asked form\n1 1 us:answered form\n1 5 us:informed crm outcome=lost\n"
        "2 0 asked form\n2 1 us:fixed form outcome=solved"
    )
    assert (found[1], found[2]) == (("form", "crm", "said"), ("form", "", "on"))


def test_who_asked_and_heard_nothing_within_two_weeks_was_dropped() -> None:
    text = """
        1 0 asked form
        2 0 asked form
        2 1 us:answered form automatic
        2 2 us:handed_over form
        3 0 asked form
        3 1 us:reached_out phone
        4 0 asked form
        4 9 us:answered form
        4 11 asked form
        5 0 ordered shop
        5 1 asked chat
        6 15 visited web
    """
    assert {customer: manner for customer, (_, _, manner) in told(text).items()} == {
        1: "dropped",
        2: "dropped",  # a machine's receipt, and passing it on among us, is no answer
        3: "on",  # we tried
        4: "on",  # asked again four days ago
        5: "on",  # no prospect any more
        6: "on",
    }
    within_three_days = told(text, Asked(window=3 * DAY))
    assert within_three_days[4][2] == "dropped"


def test_silence_counts_once_it_is_longer_than_nearly_all_came_back_after() -> None:
    # Of sixty times away, thirty from the form took 10 days and thirty from the shop 30; who was last seen at the
    # form is silent after more than 10 days, at the shop after more than 30.
    found = told(
        USUAL
        + "\n1 0 asked form\n1 1 us:answered form\n2 20 ordered shop\n3 5 ordered shop\n9 41 visited web"
    )
    assert (found[1][2], found[2][2], found[3][2]) == ("silent", "on", "silent")
    # From the chat nobody came back, so the longest of all holds: 30 days, and only one has passed.
    assert found[100] == ("chat", "", "on")


def test_a_customer_of_seldom_visits_may_be_away_as_long_as_ever_before() -> None:
    found = told(
        USUAL
        + "\n1 -60 asked form\n1 -59 us:answered form\n1 0 asked form\n1 1 us:answered form\n9 41 visited web"
    )
    assert found[1][2] == "on"  # 41 days, after 60 once


def test_a_regular_is_missed_after_twice_their_longest_time_away() -> None:
    daily = "\n".join(
        f"1 {day} ordered shop" for day in range(-25, 28, 2)
    )  # 27 times, two days apart, until day 27
    assert told(f"{USUAL}\n{daily}\n9 41 visited web")[1][2] == "silent"  # 14 days are more than 4
    assert (
        told(f"{USUAL}\n{daily}\n9 30.9 visited web".replace(" 40 ", " 30 ").replace(" 41 u", " 30.5 u"))[1][
            2
        ]
        == "on"
    )


def test_our_letters_to_somebody_gone_break_no_silence() -> None:
    found = told(
        USUAL + "\n1 0 ordered shop\n1 35 us:informed renewal\n1 38 us:reached_out phone\n9 41 visited web"
    )
    assert found[1] == (
        "renewal",
        "",
        "silent",
    )  # a letter that nobody answered is the last place; a vain call is not


def test_looking_around_is_a_place_only_of_those_who_did_nothing_else() -> None:
    found = told("1 0 asked form\n1 2 visited web\n2 1 visited web\n2 2 us:informed mail automatic")
    assert (found[1][0], found[2][0]) == ("form", "web")


def test_where_too_little_is_known_of_how_people_come_back_nobody_is_silent() -> None:
    assert told("1 0 ordered shop\n1 9 ordered shop\n2 900 ordered shop")[1][2] == "on"


def test_a_log_of_our_work_has_a_rhythm_too() -> None:
    cases = "\n".join(f"{n} 0 us:informed check\n{n} {5 + n % 3} us:informed decide" for n in range(100, 130))
    assert told(f"{cases}\n1 0 us:informed check\n9 40 us:informed pay")[1] == ("check", "", "silent")


JOURNEY = """\
name: sales
title: Sales
instance: {per: PER, starts: [{touchpoint: form}], ends: [{kind: ordered}]}
stages:
  - name: sell
    title: Sell
    touchpoints:
      - {name: form, channel: web, owner: Sales}
      - {name: offer, channel: mail, owner: Sales}
"""


def test_along_a_journey_its_end_is_no_exit_and_places_off_the_map_are_none() -> None:
    asked = Asked(journey=compile_journey(JOURNEY.replace("PER", "customer")))
    found = told(
        "1 0 asked form\n1 2 us:offered offer\n1 4 ordered contract\n1 9 left contract\n"
        "2 0 asked form\n2 1 us:answered chat\n2 5 left phone\n"
        "3 0 asked chat",
        asked,
    )
    assert found == {1: ("offer", "", "done"), 2: ("form", "phone", "said")}


def test_each_lead_ends_by_itself() -> None:
    asked = Asked(journey=compile_journey(JOURNEY.replace("PER", "lead")))
    leads = "\n".join(f"{n} 0 asked form thread=1\n{n} 3 ordered offer thread=1" for n in range(100, 130))
    laid = Laid(
        story(
            f"{leads}\n1 0 asked form thread=7\n1 1 us:offered offer thread=7\n1 2 declined offer thread=7\n"
            "1 10 asked form thread=8\n1 11 us:answered form thread=8\n1 20 paid invoice thread=9"
        )
    )
    manners = sorted(row["manner"] for row in laid.told(ended, asked) if row["customer"] == 1)
    # The first was refused, though they are a customer; the second is silent for longer than the three days of others.
    assert manners == ["said", "silent"]
    assert sum(row["manner"] == "done" for row in laid.told(ended, asked)) == 30


def test_shares_beside_those_of_all_other_places() -> None:
    # Ten were at the form; four of them went on to the offer, of whom three said no there.
    text = "\n".join(f"{n} 0 asked form\n{n} 1 us:answered form" for n in range(1, 11))
    text += "\n" + "\n".join(f"{n} 2 us:offered offer\n{n} 3 declined offer" for n in range(1, 4))
    text += "\n4 2 us:offered offer\n5 4 declined form"
    rows = {row["touchpoint"]: row for row in Laid(story(text)).told(exits, Asked())}
    offer, form = rows["offer"], rows["form"]
    assert (offer["left"], offer["there"], offer["share"]) == (3, 4, 0.75)
    assert (offer["base_share"], offer["base_n"], offer["lift"]) == (0.1, 10, pytest.approx(7.5))
    assert (form["left"], form["there"], form["base_share"]) == (1, 10, 0.75)
    # Wilson of 3 in 4: centre (3 + 1.9207) / (4 + 3.8415) = 0.6275, half 0.3269.
    assert (offer["low"], offer["high"]) == (pytest.approx(0.3006, abs=1e-3), pytest.approx(0.9544, abs=1e-3))
    assert offer["said_at"] == "offer"
