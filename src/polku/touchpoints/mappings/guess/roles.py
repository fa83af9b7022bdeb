"""What a column can tell, and what a table's rows can be."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a column tells. Each but trait, detail and unread stands at most once in a table."""

    CUSTOMER_ID = "customer_id"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    ORGANISATION = "organisation"
    TRAIT = "trait"  # a fact about the customer
    TIME = "time"
    ANSWERED_AT = "answered_at"
    ENDED_AT = "ended_at"
    DELIVERED_AT = "delivered_at"
    DUE_AT = "due_at"
    RECORD_ID = "record_id"  # order, ticket, answer
    MESSAGE_ID = "message_id"
    EVENT = "event"
    STATUS = "status"
    DIRECTION = "direction"  # who wrote: the customer or us
    SUBJECT = "subject"
    TEXT = "text"
    RATING = "rating"
    AMOUNT = "amount"
    CURRENCY = "currency"
    CHANNEL = "channel"
    ACTOR = "actor"
    DETAIL = "detail"  # kept with what happened
    UNREAD = "unread"


MANY: Final = frozenset({Role.TRAIT, Role.DETAIL, Role.UNREAD})
TIMES: Final = frozenset({Role.TIME, Role.ANSWERED_AT, Role.ENDED_AT, Role.DELIVERED_AT, Role.DUE_AT})
NAMING: Final = frozenset({Role.CUSTOMER_ID, Role.EMAIL, Role.PHONE})  # those that say who it is


class Shape(StrEnum):
    """What one row is."""

    ORDER = "order"
    TICKET = "ticket"
    MESSAGE = "message"
    ANSWER = "answer"  # to a survey
    CONTACT = "contact"
    LEAD = "lead"
    DEAL = "deal"
    VISIT = "visit"
    EVENT = "event"  # whatever its own column says
    OTHER = "other"
