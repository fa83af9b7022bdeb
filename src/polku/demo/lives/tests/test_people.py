"""Who lives the lives: households and organisations, families at one mailbox, people with two addresses."""

from collections import Counter, defaultdict

from polku.demo.happening import Party, What
from polku.demo.lives import staff
from polku.demo.lives.home import draw_home
from polku.demo.lives.luck import CONCERNS, about, luck_of
from polku.demo.lives.people import NAMES, People, draw_people, plain
from polku.demo.lives.tests.reading import some


def people(count: int = 3000) -> list[People]:
    return [draw_people(number, luck_of(1, number, "people")) for number in range(count)]


def parties(one: People) -> set[Party]:
    return {one.asks, one.buys, one.pays, one.lives}


def test_one_in_eight_is_an_organisation_with_three_people() -> None:
    organisations = [one for one in people() if one.buys.organisation]
    assert 0.09 < len(organisations) / 3000 < 0.15
    for one in organisations:
        assert {party.contact for party in parties(one)} == {0, 1, 2}
        assert one.pays.email == one.lives.email != one.buys.email
        assert {party.organisation_id for party in parties(one)} == {f"ORG-{one.buys.number}"}


def test_some_mothers_and_daughters_share_a_mailbox_but_no_phone() -> None:
    families = [one for one in people() if not one.buys.organisation and one.asks.contact != one.buys.contact]
    assert 0.02 < len(families) / 3000 < 0.08
    for one in families:
        assert one.asks.email == one.buys.email
        assert one.asks.phone != one.buys.phone
        assert one.asks.name != one.buys.name
        assert one.asks.name.split()[-1] == one.buys.name.split()[-1]


def test_some_people_have_two_addresses_and_one_phone() -> None:
    two = [
        one for one in people() if one.asks.contact == one.buys.contact and one.asks.email != one.buys.email
    ]
    assert 0.02 < len(two) / 3000 < 0.08
    assert all(one.asks.phone == one.buys.phone and one.asks.name == one.buys.name for one in two)


def test_three_languages_are_spoken_most_of_all_finnish() -> None:
    spoken = Counter(one.language for one in people())
    assert 0.78 < spoken["fi"] / 3000 < 0.86
    assert spoken["sv"] > spoken["en"] > 100


def test_nobody_shares_phone_or_account_with_another_life() -> None:
    seen: dict[str, int] = {}
    for one in people():
        for party in parties(one):
            for identifier in (party.phone, party.email, *party.cookies):
                assert seen.setdefault(identifier, party.number) == party.number


def test_no_address_and_no_number_can_exist() -> None:
    """Addresses end in .example, and +358 79 is given to nobody."""
    for one in people():
        for party in parties(one):
            assert party.email.endswith(".example"), party.email
            assert party.email.isascii()
            assert party.phone.startswith("+358 79 ")
            assert " " not in party.email


def test_names_are_of_the_peoples_language() -> None:
    for one in people(800):
        first = one.buys.name.split()[0]
        assert first in NAMES[one.language]["women"] + NAMES[one.language]["men"]


def test_nobody_at_work_here_is_a_customer_of_the_same_name() -> None:
    names = {party.name for one in people() for party in parties(one)}
    assert not names & staff.OURS


def test_addresses_are_written_plainly() -> None:
    assert plain("Väinö Mäkelä") == "vaino-makela"


def test_who_only_looks_around_tells_nothing_of_themselves() -> None:
    for one in some()[:600]:
        for h in one:
            if h.what is What.WEB_PAGE and not h.fields.get("signed_in"):
                assert (h.who.name, h.who.email, h.who.phone, h.who.organisation) == ("", "", "", "")
                assert h.who.cookies


def test_anonymous_visits_later_turn_out_to_be_somebody() -> None:
    """The browser that looked around is the one that sends the form, or another of the same person."""
    turned_out = 0
    for one in some()[:300]:
        form = next((h for h in one if h.what is What.LEAD_FORM), None)
        if form is not None:
            before = [h for h in one if h.what is What.WEB_PAGE and h.at < form.at]
            assert before
            assert all(set(h.who.cookies) == set(form.who.cookies) for h in before)
            turned_out += before[0].at < form.at - 86_400_000_000
    assert turned_out > 60


def test_some_lives_stay_anonymous() -> None:
    never = [one for one in some()[:600] if not any(h.who.name for h in one)]
    assert 0.02 < len(never) / 600 < 0.09


def test_people_come_back_with_another_browser() -> None:
    browsers = defaultdict(set)
    for one in some()[:400]:
        for h in one:
            if h.what is What.WEB_PAGE:
                browsers[one[0].who.number].add(h.who.cookies[0])
    assert sum(len(used) > 1 for used in browsers.values()) > 40


def test_partners_share_the_work_as_agreed() -> None:
    drawn = Counter(staff.partner(luck_of(1, number, "work")).name for number in range(4000))
    for partner in staff.PARTNERS:
        assert abs(drawn[partner.name] / 4000 - partner.share) < 0.03


def test_another_seller_is_never_the_same() -> None:
    luck = luck_of(1, 1, "sale")
    assert "Mikko Lampi" not in {staff.another(staff.SELLERS, "Mikko Lampi", luck) for _ in range(100)}


def test_homes_need_pumps_that_fit_and_cost_whole_tens() -> None:
    for number in range(800):
        luck = luck_of(1, number, "people")
        house, office = draw_home(False, luck), draw_home(True, luck)
        assert 55 <= house.size <= 260
        assert house.price % 1000 == office.price % 1000 == 0
        assert house.heating == "oil" or house.model != "Kallio 12"
        assert "×" in office.model


def test_concerns_have_draws_of_their_own() -> None:
    assert len({luck_of(1, 1, concern).random() for concern in CONCERNS}) == len(CONCERNS)
    assert luck_of(1, 2, "sale").random() != luck_of(2, 1, "sale").random()


def test_about_is_above_and_below_its_median_alike() -> None:
    luck = luck_of(1, 1, "work")
    above = sum(about(16, 0.75, luck) > 16 for _ in range(4000))
    assert 1850 < above < 2150
