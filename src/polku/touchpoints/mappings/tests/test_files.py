"""The mappings that read files: Olist, its leads, tickets and XES."""

from polku.lib.clock import to_text
from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.tests.telling import kinds, named, row, shipped, tell

ORDER = {
    "order_id": "o1", "customer_id": "c1", "customer_unique_id": "u1", "order_status": "delivered", "order_value": "128.4500",
    "order_purchase_timestamp": "2018-07-09 21:57:05", "order_approved_at": "2018-07-09 22:10:13",
    "order_delivered_carrier_date": "2018-07-11 14:58:04", "order_delivered_customer_date": "2018-07-26 10:57:55",
    "order_estimated_delivery_date": "2018-08-01 00:00:00",
}  # fmt: skip
OLIST, LEADS, TICKETS, XES = (
    shipped("olist"),
    shipped("olist-leads"),
    shipped("tickets"),
    shipped("xes-cases"),
)


def order(**changes: str | None) -> list[Interaction]:
    return row(OLIST, "olist_orders_dataset", **{**ORDER, **changes}).interactions


def test_a_delivered_order_is_ordered_promised_started_and_delivered_in_brazilian_time() -> None:
    ordered, promised, started, delivered = order()
    assert (to_text(ordered.occurred_at), ordered.amount, ordered.currency) == (
        "2018-07-10T00:57:05Z",
        12845,
        "BRL",
    )
    assert (to_text(promised.due_at or 0), promised.pledge, promised.about) == (
        "2018-08-01T03:00:00Z",
        "delivered",
        "o1",
    )
    assert [to_text(done.occurred_at) for done in (started, delivered)] == [
        "2018-07-11T17:58:04Z",
        "2018-07-26T13:57:55Z",
    ]


def test_a_cancelled_order_leaves_at_its_last_known_time_and_withdraws_its_promise() -> None:
    left = order(
        order_status="canceled", order_delivered_carrier_date=None, order_delivered_customer_date=None
    )[-1]
    assert (left.kind, left.about, left.outcome, to_text(left.occurred_at)) == (
        "left",
        "o1",
        "canceled",
        "2018-07-10T01:10:13Z",
    )
    assert left.attributes == {"time": "not told; the last time known of the order"}


def test_an_unavailable_order_leaves_and_its_promise_stands() -> None:
    left = order(
        order_status="unavailable", order_delivered_carrier_date=None, order_delivered_customer_date=None
    )[-1]
    assert (left.kind, left.about, left.thread, left.outcome) == ("left", "", "", "unavailable")


def test_a_delivered_order_without_its_date_is_kept_and_doubted() -> None:
    body = {
        "table": "olist_orders_dataset",
        "file": "f",
        "line": 2,
        "row": {**ORDER, "order_delivered_customer_date": None},
    }
    assert kinds(tell(OLIST, body, "row")) == ["customer ordered", "us promised", "us started"]
    assert len(OLIST.doubts(body, "UTC")) == 1
    assert OLIST.doubts({**body, "row": ORDER}, "UTC") == []


def test_a_review_is_named_by_itself_and_its_order() -> None:
    body = {"table": "olist_order_reviews_dataset", "row": {"review_id": "r1", "order_id": "o1"}}
    assert OLIST.message_id("row", body) == "review r1 o1"


def test_a_lead_asks_and_a_won_lead_is_handed_over_and_orders() -> None:
    lead = row(
        LEADS,
        "olist_marketing_qualified_leads_dataset",
        mql_id="m",
        first_contact_date="2018-02-01",
        origin="social",
        landing_page_id="p",
    )
    deal = row(
        LEADS,
        "olist_closed_deals_dataset",
        mql_id="m",
        sdr_id="s",
        sr_id="r",
        won_date="2018-02-26 19:58:54",
        seller_id="v",
    )
    assert (kinds(lead), lead.interactions[0].attributes) == (
        ["customer asked"],
        {"origin": "social", "landing_page": "p"},
    )
    assert (kinds(deal), deal.interactions[0].actor, deal.interactions[0].to) == (
        ["us handed_over", "customer ordered"],
        "s",
        "r",
    )


def test_a_deal_won_before_the_first_contact_is_doubted() -> None:
    def won(when: str) -> list[str]:
        told = {"won_date": when, "first_contact_date": "2018-02-03"}
        return LEADS.doubts({"table": "olist_closed_deals_dataset", "row": told}, "UTC")

    assert (len(won("2018-02-01 10:00:00")), won("2018-02-03 00:00:01")) == (1, [])


def test_a_ticket_a_row_is_asked_answered_and_fixed() -> None:
    reading = row(
        TICKETS, ticket_id="7", requester_id="u1", requester_email="Aino@x.fi", subject="Noise", via="e-mail", created_at="2026-11-01 09:00",
        first_response_at="2026-11-01 09:30", solved_at="2026-11-02 12:00", status="solved", csat="4", assignee="Mikko",
    )  # fmt: skip
    assert kinds(reading) == ["customer asked", "us answered", "us fixed", "customer rated"]
    assert named(reading) == {"customer_id": "u1", "email": "aino@x.fi"}
    asked, answered, fixed, _ = reading.interactions
    assert (asked.channel, asked.thread, answered.actor, fixed.outcome) == ("mail", "7", "Mikko", "solved")


def test_a_message_a_row_is_asked_or_answered_by_who_wrote_it() -> None:
    def message(author: str, **more: str) -> list[str]:
        return kinds(
            row(TICKETS, ticket_id="7", customer_id="u1", created_at="2026-11-01", author_type=author, **more)
        )

    assert (message("end-user"), message("Agent")) == (["customer asked"], ["us answered"])
    assert message("agent", due_at="2026-11-03") == ["us answered", "us promised"]
    assert message("agent", handed_to="Liisa") == ["us handed_over"]
    assert message("", kind="thanked", side="customer") == ["customer thanked"]


def test_a_case_of_one_log_is_not_the_case_of_another() -> None:
    body = {"log": "bpic2012", "case": {"concept:name": "17", "AMOUNT_REQ": "20000"}, "index": 1}
    event = {
        "concept:name": "A_SUBMITTED",
        "org:resource": "112",
        "time:timestamp": "2011-10-01T00:38:44.546+02:00",
        "lifecycle:transition": "COMPLETE",
    }
    reading = tell(XES, {**body, "event": event}, "xes")
    (asked,) = reading.interactions
    assert named(reading) == {"case@bpic2012": "17"}
    assert (asked.kind, asked.actor, asked.subject, asked.thread, asked.touchpoint) == (
        "asked",
        "112",
        "A_SUBMITTED",
        "17",
        "bpic2012",
    )
    assert (asked.attributes, reading.traits["AMOUNT_REQ"]) == ({"lifecycle": "COMPLETE"}, "20000")
