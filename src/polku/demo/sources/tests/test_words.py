"""What each happening becomes once its source has told it and its mapping has read it."""

from typing import Any

import pytest

from polku.demo.happening import What
from polku.demo.sources import crm, finance, helpdesk, installers, mail, survey, website
from polku.demo.sources.telling import TELLERS
from polku.demo.sources.tests.happened import AT, DUE, as_last, happened
from polku.demo.sources.tests.reading import by_doors
from polku.lib.clock import MINUTE

SOURCES = (website, crm, mail, helpdesk, installers, finance, survey)

# what, the facts told of it → side and kind, touchpoint, channel, and what else must arrive
TABLE: list[tuple[What, dict[str, Any], str, str, str, dict[str, Any]]] = [
    (What.WEB_PAGE, {"page": "/hinnat"}, "customer visited", "website", "web", {"subject": "/hinnat"}),
    (What.LEAD_FORM, {"text": "Hei"}, "customer asked", "lead-form", "web", {"text": "Hei", "about": "X4"}),
    (What.NEWSLETTER_JOINED, {}, "customer joined", "newsletter", "web", {}),
    (What.NEWSLETTER, {"subject": "Syksy"}, "us reached_out", "newsletter", "mail", {"automatic": True}),
    (What.LEAD_RECEIPT, {}, "us answered", "lead-form", "mail", {"automatic": True, "thread": "X4"}),
    (What.NOTICE, {"due_at": DUE, "channel": "phone", "fields": {"about": "redated"}}, "us informed", "installation",
     "phone", {"due_at": DUE, "about": "X4", "attributes": {"about": "redated"}}),
    (What.NOTICE, {"channel": "sms", "fields": {"about": "visit"}}, "us informed", "sales-visit", "chat", {}),
    (What.NOTICE, {"fields": {"about": "reminder"}}, "us informed", "invoice", "mail", {}),
    (What.NOTICE, {"fields": {"about": "yearly-service"}}, "us informed", "yearly-service", "mail", {}),
    (What.MENTION, {"fields": {"stars": 5}}, "customer mentioned", "social", "web", {"attributes": {"stars": 5}}),
    (What.FAIR_TALK, {"staff": "Tuija"}, "us met", "fair", "visit", {"actor": "Tuija"}),
    (What.CALL_TRIED, {"staff": "Joni"}, "us reached_out", "booking-call", "phone", {"actor": "Joni"}),
    (What.CALL, {"staff": "Joni", "text": "Talo"}, "us met", "booking-call", "phone", {"text": "Talo"}),
    (What.LEAD_HANDED_OVER, {"staff": "Joni", "to": "Mikko"}, "us handed_over", "booking-call", "phone",
     {"actor": "Joni", "to": "Mikko"}),
    (What.VISIT_BOOKED, {"due_at": DUE}, "us promised", "sales-visit", "phone",
     {"pledge": "met", "due_at": DUE + 15 * MINUTE, "about": "visit X4"}),
    (What.VISIT, {"staff": "Mikko"}, "us met", "sales-visit", "visit", {"about": "visit X4"}),
    (What.OFFER, {"amount": 289_050, "subject": "Puro 8"}, "us offered", "offer", "mail",
     {"amount": 289_050, "currency": "EUR", "subject": "Puro 8"}),
    (What.DECLINED, {"text": "Kallis"}, "customer declined", "booking-call", "phone", {"text": "Kallis"}),
    (What.CONTRACT, {"amount": 100}, "customer ordered", "contract", "mail", {"amount": 100, "about": "X4"}),
    (What.INSTALLATION_PROMISED, {"due_at": DUE, "partner": "Utu"}, "us promised", "installation", "partner",
     {"due_at": DUE, "pledge": "delivered", "attributes": {"partner": "Utu"}}),
    (What.WORK_HANDED_OVER, {"staff": "Mikko", "to": "Sirkka", "partner": "Utu"}, "us handed_over", "contract",
     "partner", {"to": "Sirkka", "attributes": {"partner": "Utu"}}),
    (What.CONTACT_CHANGED, {"staff": "Mikko", "to": "Petra"}, "us handed_over", "sales-visit", "other", {"to": "Petra"}),
    (What.KICK_OFF, {"staff": "Sirkka"}, "us met", "kick-off", "visit", {"actor": "Sirkka"}),
    (What.RENEWAL_OFFERED, {"amount": 18_900}, "us offered", "renewal", "mail", {"amount": 18_900}),
    (What.RENEWED, {"amount": 18_900}, "customer ordered", "renewal", "mail", {"amount": 18_900}),
    (What.LEFT, {"text": "Muutto"}, "customer left", "renewal", "mail", {"text": "Muutto"}),
    (What.LEFT, {"fields": {"about": "cancelled"}}, "customer left", "contract", "mail", {"outcome": "cancelled"}),
    (What.REFERRED, {}, "customer referred", "social", "phone", {}),
    (What.INSTALLATION_STARTED, {"staff": "Leevi", "partner": "Utu"}, "us started", "installation", "partner",
     {"actor": "Leevi", "attributes": {"partner": "Utu"}}),
    (What.INSTALLATION_DONE, {"staff": "Leevi"}, "us delivered", "installation", "partner", {"outcome": "done"}),
    (What.KINDNESS, {"text": "Lakaisi"}, "us delighted", "installation", "partner", {"text": "Lakaisi"}),
    (What.SERVICE_DONE, {}, "us delivered", "yearly-service", "partner", {"about": "X4"}),
    (What.INVOICE, {"amount": 1_149_000, "due_at": DUE}, "us charged", "invoice", "mail",
     {"amount": 1_149_000, "due_at": DUE}),
    (What.PAID, {"amount": 5}, "customer paid", "invoice", "mail", {"amount": 5}),
    (What.RETURNED, {"amount": 3_900, "text": "Väärä"}, "customer returned", "invoice", "mail", {"amount": 3_900}),
    (What.SERVICE_PROMISED, {"due_at": DUE}, "us promised", "yearly-service", "partner", {"due_at": DUE}),
    (What.TICKET_ASKED, {"channel": "chat", "text": "?"}, "customer asked", "chat-support", "chat", {"thread": "X4"}),
    (What.TICKET_REPLIED, {"channel": "mail"}, "customer answered", "mail-support", "mail", {}),
    (What.TICKET_RECEIPT, {"channel": "mail"}, "us answered", "mail-support", "mail", {"automatic": True}),
    (What.TICKET_ANSWERED, {"channel": "phone", "staff": "Sari"}, "us answered", "phone-support", "phone",
     {"actor": "Sari", "automatic": False}),
    (What.TICKET_ASKED_BACK, {"channel": "chat"}, "us asked", "chat-support", "chat", {}),
    (What.TICKET_FORWARDED, {"channel": "chat", "staff": "Pia", "to": "Ilkka"}, "us handed_over", "chat-support",
     "chat", {"actor": "Pia", "to": "Ilkka"}),
    (What.TICKET_SOLVED, {"channel": "chat"}, "us fixed", "chat-support", "chat", {"outcome": "solved"}),
    (What.COMPLAINT, {"channel": "mail", "fields": {"about": "untidy", "order": "O4"}}, "customer complained",
     "mail-support", "mail", {"about": "O4", "thread": "X4", "attributes": {"about": "untidy"}}),
    (What.REMEDY, {"channel": "phone", "staff": "Sari"}, "us fixed", "phone-support", "phone",
     {"outcome": "put right"}),
    (What.PRAISE, {"channel": "mail", "thread": ""}, "customer thanked", "mail-support", "mail", {"thread": ""}),
    (What.RATING_ASKED, {"fields": {"about": "support"}}, "us reached_out", "survey", "mail", {"automatic": True}),
    (What.RATED, {"rating": 0, "text": "Ei", "fields": {"about": "support"}}, "customer rated", "survey", "mail",
     {"rating": 0.0, "rating_low": 0.0, "rating_high": 10.0, "text": "Ei", "attributes": {"about": "support"}}),
]  # fmt: skip


def test_everything_that_can_happen_is_told_by_exactly_one_source() -> None:
    tellers = {what: [source.SOURCE for source in SOURCES if what in source.TELLS] for what in What}
    assert {what: told for what, told in tellers.items() if len(told) != 1} == {}
    assert set(TELLERS) == set(What) == {what for what, *_ in TABLE}


@pytest.mark.parametrize(("what", "facts", "did", "touchpoint", "channel", "more"), TABLE)
def test_what_happened_arrives_as_it_was(
    what: What, facts: dict[str, Any], did: str, touchpoint: str, channel: str, more: dict[str, Any]
) -> None:
    readings = by_doors(*as_last(happened(What.CALL, thread="L4"), happened(what, **facts)))
    (one,) = [interaction for reading in readings for interaction in reading.interactions]
    assert (f"{one.side} {one.kind}", one.touchpoint, one.channel, one.occurred_at) == (
        did,
        touchpoint,
        channel,
        AT,
    )
    assert {name: getattr(one, name) for name in more} == more


def test_a_call_on_a_form_answers_the_form_too() -> None:
    called = as_last(happened(What.LEAD_FORM), happened(What.CALL, number=1, staff="Joni"))
    (reading,) = [reading for reading in by_doors(*called) if reading.interactions]
    told = [(one.touchpoint, one.kind, one.actor) for one in reading.interactions]
    assert told == [("booking-call", "met", "Joni"), ("lead-form", "answered", "Joni")]


def test_where_a_call_belongs_depends_on_how_far_the_thread_has_come() -> None:
    def touchpoint(*before: What, what: What) -> str:
        life = [*(happened(each) for each in before), happened(what, to="Petra")]
        return by_doors(*as_last(*life))[-1].interactions[0].touchpoint

    assert touchpoint(What.VISIT, what=What.CALL) == "booking-call"
    assert touchpoint(What.OFFER, what=What.CALL) == "offer"
    assert touchpoint(What.OFFER, What.CONTRACT, what=What.CALL_TRIED) == "kick-off"
    assert touchpoint(What.OFFER, what=What.DECLINED) == "offer"
    assert touchpoint(What.CONTRACT, what=What.CONTACT_CHANGED) == "contract"


def test_a_remedy_by_phone_stands_at_the_complaints_own_touchpoint() -> None:
    # Else the complaint that was mailed would wait for ever.
    remedy = as_last(happened(What.COMPLAINT, channel="mail"), happened(What.REMEDY, channel="phone"))
    (one,) = by_doors(*remedy)[-1].interactions
    assert (one.touchpoint, one.channel) == ("mail-support", "phone")
