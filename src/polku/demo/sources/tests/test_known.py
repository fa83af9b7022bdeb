"""By which names each source may call a customer, and from when on."""

import msgspec
import pytest

from polku.demo.cast import cast
from polku.demo.happening import What
from polku.demo.lives.company import lives
from polku.demo.sources.known import known_through
from polku.demo.sources.tests.happened import AINO, happened
from polku.demo.sources.tests.reading import as_row, by_doors, plain

UNTIL = 1_780_000_000_000_000


def test_a_visitor_is_a_cookie_until_they_say_who_they_are_in_that_browser() -> None:
    phone = msgspec.structs.replace(AINO, cookies=("phone", "laptop"))
    life = [
        happened(What.WEB_PAGE),
        happened(What.LEAD_FORM),
        happened(What.WEB_PAGE),
        happened(What.WEB_PAGE, who=phone),
        happened(What.WEB_PAGE, who=phone, fields={"signed_in": True}),
    ]
    known = known_through(life)
    assert [one.user_id for one in known] == ["", "1005", "1005", "", "1005"]
    assert [one.cookie for one in known] == ["laptop", "laptop", "laptop", "phone", "phone"]
    named = [
        {ref.namespace for reading in by_doors(one, k) for ref in reading.references}
        for one, k in zip(life, known, strict=True)
    ]
    whole = {"user_id", "anonymous_id", "email", "phone"}
    assert named == [{"anonymous_id"}, whole, {"user_id", "anonymous_id"}, {"anonymous_id"}, whole]


def test_the_crm_knows_another_number_than_the_website_and_writes_a_card_once() -> None:
    known = known_through([happened(What.LEAD_FORM), happened(What.CALL), happened(What.VISIT)])
    assert [(one.account, one.new_account) for one in known] == [
        ("", False),
        ("T10005", True),
        ("T10005", False),
    ]


def test_somebody_new_in_a_customers_life_gets_a_card_of_their_own() -> None:
    manager = msgspec.structs.replace(AINO, contact=1, name="Outi")
    before = known_through([happened(What.TICKET_ASKED, who=manager)])
    after = known_through([happened(What.CONTRACT), happened(What.INVOICE, who=manager)])
    assert (before[0].account, after[1].account, after[1].new_account) == ("", "T10005-1", True)
    card, entry = by_doors(happened(What.INVOICE, who=manager, amount=1), after[1])
    assert card.traits["name"] == "Outi"
    assert [ref.value for ref in entry.references] == ["T10005-1", "aino@posti.example"]


def test_a_caller_is_known_by_phone_and_a_writer_by_mail() -> None:
    def namespaces(channel: str) -> list[str]:
        one = happened(What.TICKET_ASKED, channel=channel)
        return [ref.namespace for ref in by_doors(one, known_through([one])[0])[0].references]

    assert namespaces("phone") == ["phone"]
    assert namespaces("mail") == ["email"]


def test_an_organisation_is_told_with_its_people() -> None:
    baker = msgspec.structs.replace(AINO, organisation="Bakery Hiekka", organisation_id="ORG-1")
    one = happened(What.CALL, who=baker)
    card, call = by_doors(one, known_through([one])[0])
    assert ("organisation_id", "ORG-1") in [(ref.namespace, ref.value) for ref in card.references]
    assert card.organisation_traits == {"name": "Bakery Hiekka"}
    assert [ref.namespace for ref in call.references] == ["customer_number"]


@pytest.mark.parametrize("drawn", [True, False])
def test_a_row_of_a_file_says_the_same_as_the_sources_of_the_same_names(drawn: bool) -> None:
    company = list(lives(50, 1, UNTIL)) if drawn else cast(UNTIL)
    compared = 0
    for life in company:
        for one, known in zip(life, known_through(life), strict=True):
            doors, row = by_doors(one, known), as_row(one, known)
            assert [plain(each) for reading in doors for each in reading.interactions] == [
                plain(each) for each in row.interactions
            ], one
            assert {ref for reading in doors for ref in reading.references} == set(row.references), one
            compared += 1
    assert compared > 100
