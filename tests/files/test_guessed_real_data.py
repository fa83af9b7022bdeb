"""Guesses about tables that others recorded (../shared/data): what matters most in each is found."""

from itertools import islice
from pathlib import Path

import pytest

from polku.intake.files.formats import parser_of
from polku.intake.files.opened import opened, stem
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.whole import Guess, guess_table
from polku.touchpoints.mappings.guess.write import mapping_of
from tests.rules import code

DATA = code.ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here"),
]

# Table, what its rows are, and the columns that a person would look for first.
TOLD = [
    ("olist/olist_orders_dataset.csv", Shape.ORDER, {"order_id": Role.RECORD_ID, "customer_id": Role.CUSTOMER_ID, "order_status": Role.STATUS, "order_purchase_timestamp": Role.TIME, "order_delivered_customer_date": Role.DELIVERED_AT, "order_estimated_delivery_date": Role.DUE_AT}),
    ("olist/olist_order_reviews_dataset.csv", Shape.ANSWER, {"review_id": Role.RECORD_ID, "review_score": Role.RATING, "review_comment_title": Role.SUBJECT, "review_comment_message": Role.TEXT, "review_creation_date": Role.TIME}),
    ("olist/olist_marketing_qualified_leads_dataset.csv", Shape.LEAD, {"mql_id": Role.CUSTOMER_ID, "first_contact_date": Role.TIME}),
    ("olist/olist_customers_dataset.csv", Shape.CONTACT, {"customer_unique_id": Role.CUSTOMER_ID, "customer_city": Role.TRAIT, "customer_state": Role.TRAIT}),
    ("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv", Shape.CONTACT, {"customerID": Role.CUSTOMER_ID, "gender": Role.TRAIT, "Contract": Role.TRAIT}),
    ("surveys/BA_AirlineReviews.csv", Shape.ANSWER, {"OverallRating": Role.RATING, "Name": Role.NAME, "Datetime": Role.TIME, "ReviewBody": Role.TEXT}),
    ("surveys/lounge.csv", Shape.ANSWER, {"author": Role.NAME, "date": Role.TIME, "overall_rating": Role.RATING, "content": Role.TEXT}),
    ("formats/zendesk_fivetran/ticket_data.csv", Shape.TICKET, {"id": Role.RECORD_ID, "requester_id": Role.CUSTOMER_ID, "created_at": Role.TIME, "subject": Role.SUBJECT, "description": Role.TEXT, "status": Role.STATUS, "via_channel": Role.CHANNEL}),
    ("formats/zendesk_fivetran/ticket_comment_data.csv", Shape.MESSAGE, {"ticket_id": Role.RECORD_ID, "id": Role.MESSAGE_ID, "user_id": Role.CUSTOMER_ID, "created": Role.TIME, "body": Role.TEXT}),
    ("formats/intercom_fivetran/conversation_part_history_data.csv", Shape.MESSAGE, {"conversation_id": Role.RECORD_ID, "author_type": Role.DIRECTION, "created_at": Role.TIME, "body": Role.TEXT}),
    ("formats/intercom_fivetran/contact_history_data.csv", Shape.CONTACT, {"id": Role.CUSTOMER_ID, "created_at": Role.TIME}),
]  # fmt: skip


def guessed(path: Path) -> Guess:
    with opened(path) as file:
        rows = [found.values for found in islice(parser_of(path)(file, []), 200) if not found.fault]
    return guess_table(stem(path), rows, "Europe/Helsinki")


@pytest.mark.parametrize(("table", "shape", "wanted"), TOLD, ids=[told[0] for told in TOLD])
def test_what_matters_is_found(table: str, shape: Shape, wanted: dict[str, Role]) -> None:
    guess = guessed(DATA / table)
    roles = {one.column.name: one.role for one in guess.columns}
    assert {name: roles[name] for name in wanted} == wanted
    assert guess.shape is shape
    assert compile_mapping(mapping_of(guess, "guessed", table, lambda column: "because", "2026-01-01"))
