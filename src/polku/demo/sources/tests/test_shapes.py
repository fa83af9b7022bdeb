"""Each system speaks in its own shape: what a data engineer would find if they looked at what it sends."""

import pytest

from polku.demo.cast import cast
from polku.demo.happening import What
from polku.demo.lives.company import lives
from polku.demo.sources import crm, finance
from polku.demo.sources.known import known_through
from polku.demo.sources.line import Line
from polku.demo.sources.telling import lines_of, tell
from polku.demo.sources.tests.happened import AINO, DUE, as_last, happened

UNTIL = 1_780_000_000_000_000


def told(what: What, **facts: object) -> Line:
    """What its source tells of it, in the life of somebody whom the CRM knows."""
    return lines_of(*as_last(happened(What.CALL, thread="L4"), happened(what, **facts)))[-1]


def test_the_website_sends_a_page_call_without_a_name_it_does_not_know() -> None:
    one = told(What.WEB_PAGE, page="/hinnat", fields={"referrer": "https://haku.example/", "campaign": ""})
    assert one == Line(
        "website",
        "",
        {
            "messageId": "web-4-0",
            "timestamp": "2026-03-12T07:14:05Z",
            "anonymousId": "laptop",
            "context": {"locale": "fi", "library": {"name": "analytics.js", "version": "5.2.0"}},
            "type": "page",
            "name": "/hinnat",
            "properties": {
                "path": "/hinnat",
                "url": "https://tuulahdus.example/hinnat",
                "referrer": "https://haku.example/",
            },
        },
    )


def test_a_form_sends_who_it_is_and_then_what_they_ask() -> None:
    who, what = lines_of(*as_last(happened(What.LEAD_FORM, page="/yhteys", text="Hei")))
    assert (who.body["type"], who.body["messageId"]) == ("identify", "web-4-0-who")
    assert who.body["traits"] == {
        "name": AINO.name, "email": AINO.email, "phone": AINO.phone, "city": "Porvoo", "language": "fi"
    }  # fmt: skip
    assert (what.body["type"], what.body["event"], what.body["userId"]) == ("track", "Lead Form Sent", "1005")
    assert what.body["properties"]["message"] == "Hei"


def test_the_crm_exports_rows_with_its_own_columns_and_numbers() -> None:
    booked = told(What.VISIT_BOOKED, staff="Mikko", due_at=DUE)
    assert booked.table == "activities"
    assert tuple(booked.body) == crm.TABLES["activities"]
    assert booked.body["Activity Type"] == "Meeting scheduled"
    assert booked.body["Contact ID"] == "T10005"
    assert booked.body["Arrive By"] == "2026-03-19T07:29:05Z"  # a week later, and a quarter of an hour
    assert told(What.OFFER, amount=289_050).body["Amount"] == "2890.50"
    assert told(What.WORK_HANDED_OVER, to="Sirkka", partner="Utu").body["Installation Partner"] == "Utu"


def test_the_crms_card_has_no_more_than_a_contact_has() -> None:
    card = lines_of(*as_last(happened(What.FAIR_TALK)))[0]
    assert (card.table, tuple(card.body)) == ("contacts", crm.TABLES["contacts"])
    assert card.body["Full Name"] == "Aino Virtanen"
    assert card.body["Account ID"] == ""


def test_the_ledger_is_a_finnish_accountants() -> None:
    entry = told(What.INVOICE, amount=289_050, due_at=DUE, subject="Lasku 4")
    assert (entry.table, tuple(entry.body)) == ("ledger", finance.TABLES["ledger"])
    assert (entry.body["entry_type"], entry.body["sum_eur"]) == ("INVOICE", "2 890,50")
    assert (entry.body["booked"], entry.body["due"]) == ("12.03.2026 09:14:05", "19.03.2026 09:14:05")
    assert told(What.SERVICE_PROMISED, due_at=DUE).table == "service_plan"


def test_the_helpdesk_exports_messages_with_their_ticket_inside() -> None:
    one = told(What.TICKET_FORWARDED, channel="chat", staff="Pia", to="Ilkka", subject="Melu")
    assert one.table == "messages"
    assert one.body["ticket"] == {"id": "X4", "subject": "Melu", "via": "chat"}
    assert (one.body["author"], one.body["assignee"]) == ({"role": "agent", "name": "Pia"}, "Ilkka")
    assert one.body["requester"]["external_id"] == "T10005"


@pytest.mark.parametrize(
    ("what", "kind", "source"),
    [
        (What.NEWSLETTER, "mail.campaign", "mail"),
        (What.INSTALLATION_DONE, "work.done", "installers"),
        (What.RATED, "survey.answered", "survey"),
    ],
)
def test_what_comes_as_a_cloud_event_is_one(what: What, kind: str, source: str) -> None:
    body = told(what, rating=7).body
    assert body["specversion"] == "1.0"
    assert (body["type"], body["source"]) == (
        f"example.tuulahdus.{kind}",
        f"https://{source}.tuulahdus.example",
    )
    assert body["time"] == "2026-03-12T07:14:05Z"
    assert "" not in body["data"].values()


def test_a_score_of_nothing_is_told_as_nothing_and_not_left_out() -> None:
    assert told(What.RATED, rating=0).body["data"]["score"] == 0


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_no_two_lines_of_a_source_have_the_same_id(seed: int) -> None:
    ids = [
        (line.source, line.table, _id(line))
        for life in [*cast(UNTIL), *list(lives(40, seed, UNTIL))[7:]]
        for _, lines in tell(life)
        for line in lines
    ]
    assert len(ids) > 700
    assert len(set(ids)) == len(ids)


def _id(line: Line) -> str:
    body = line.body
    names = ("messageId", "id", "Activity ID", "Row ID", "entry", "plan_row", "Contact ID")
    return str(next(body[name] for name in names if name in body))


def test_what_a_source_tells_of_a_happening_does_not_depend_on_what_comes_after_it() -> None:
    # Else a life cut off at the present would be told otherwise than the same life later.
    for life in lives(25, 1, UNTIL):
        whole = known_through(life)
        for length in (1, len(life) // 2):
            assert known_through(life[:length]) == whole[:length]
