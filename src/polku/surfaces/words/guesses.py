"""What a guess about a table says, in words: roles, shapes, the reasons, and why a file was not taken."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from polku.intake.uploads.receive import Refused, WrongUpload
from polku.surfaces.words.amounts import number_words
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.looks import Look
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.whole import Question

Words = Mapping[Role, str | Promise]
WHO: Final[Words] = {
    Role.EMAIL: lazy("customer's email"),
    Role.PHONE: lazy("customer's phone"),
    Role.CUSTOMER_ID: lazy("customer's number"),
    Role.NAME: lazy("customer's name"),
    Role.FIRST_NAME: lazy("customer's first name"),
    Role.LAST_NAME: lazy("customer's last name"),
    Role.ORGANISATION: lazy("customer's company"),
    Role.TRAIT: lazy("another fact about the customer"),
}
WHEN: Final[Words] = {
    Role.TIME: lazy("when it happened"),
    Role.ANSWERED_AT: lazy("when we first answered"),
    Role.ENDED_AT: lazy("when it was solved or closed"),
    Role.DELIVERED_AT: lazy("when it was delivered"),
    Role.DUE_AT: lazy("when it was promised for"),
}
WHAT: Final[Words] = {
    Role.RECORD_ID: lazy("number of the order, ticket or answer"),
    Role.MESSAGE_ID: lazy("number of the message"),
    Role.EVENT: lazy("name of what happened"),
    Role.STATUS: lazy("status"),
    Role.DIRECTION: lazy("who wrote: the customer or us"),
    Role.SUBJECT: lazy("subject or product"),
    Role.TEXT: lazy("the customer's words"),
    Role.RATING: lazy("rating"),
    Role.AMOUNT: lazy("amount of money"),
    Role.CURRENCY: lazy("currency"),
    Role.CHANNEL: lazy("channel"),
    Role.ACTOR: lazy("who of us"),
}
REST: Final[Words] = {
    Role.DETAIL: lazy("a detail to keep"),
    Role.UNREAD: lazy("nothing: leave it out"),
}
GROUPS: Final = ((lazy("Who"), WHO), (lazy("When"), WHEN), (lazy("What"), WHAT), (lazy("Else"), REST))
SHAPES: Final[Mapping[Shape, str | Promise]] = {
    Shape.ORDER: lazy("an order"),
    Shape.TICKET: lazy("a ticket or question"),
    Shape.MESSAGE: lazy("a message of a conversation"),
    Shape.ANSWER: lazy("an answer to a survey, or a rating"),
    Shape.CONTACT: lazy("a customer or contact"),
    Shape.LEAD: lazy("a lead that asked something"),
    Shape.DEAL: lazy("an offer or deal"),
    Shape.VISIT: lazy("a visit to a page"),
    Shape.EVENT: lazy("something that its own column names"),
    Shape.OTHER: lazy("something else the customer did"),
}
_LOOKS: Final[Mapping[Look, str | Promise]] = {
    Look.NOTHING: lazy("no value in the first rows"),
    Look.EMAIL: lazy("%(fits)s of %(all)s values look like email addresses"),
    Look.PHONE: lazy("%(fits)s of %(all)s values look like phone numbers"),
    Look.TIME: lazy("%(fits)s of %(all)s values are dates or times"),
    Look.CURRENCY: lazy("%(fits)s of %(all)s values are currencies"),
    Look.YES_NO: lazy("%(fits)s of %(all)s values are yes or no"),
    Look.NUMBER: lazy("%(fits)s of %(all)s values are numbers"),
    Look.MONEY: lazy("%(fits)s of %(all)s values are amounts of money"),
    Look.ID: lazy("%(fits)s of %(all)s values are codes or numbers"),
    Look.TEXT: lazy("%(fits)s of %(all)s values are sentences"),
    Look.NAME: lazy("%(fits)s of %(all)s values look like names"),
    Look.WORD: lazy("a few words come again and again"),
    Look.WORDS: lazy("words of many kinds"),
}
_QUESTIONS: Final[Mapping[Question, str | Promise]] = {
    Question.NOBODY: lazy("No column says who the customer is."),
    Question.NO_TIME: lazy("No column says when it happened: today stands in."),
    Question.DAY_OR_MONTH: lazy("Dates such as 3/4 were read with the day first; the table does not tell."),
    Question.SCALE: lazy("The ratings' scale was taken from few values."),
    Question.CURRENCY: lazy("The table tells no currency."),
}
_FAULTS: Final[Mapping[str, str | Promise]] = {
    "gone": lazy("The file was deleted while it was being imported."),
    "forgotten": lazy(
        "Somebody in the file asked to be forgotten, so it was deleted. Upload it again without them."
    ),
    "left": lazy("Nobody said for a week how it is to be read, so it was deleted."),
}


def role_words(role: Role) -> str:
    """What a column tells."""
    return str(next(words[role] for _group, words in GROUPS if role in words))


def question_words(question: Question) -> str:
    """What only a person can tell, and what was taken meanwhile."""
    return str(_QUESTIONS[question])


def why(guess: ColumnGuess) -> str:
    """The evidence for a column's role, as one line."""
    name = guess.column.name
    if not guess.column.readable:
        return _("a name with quotes or braces, or a very long one, can't be used")
    counts = {"fits": number_words(guess.seen.fits), "all": number_words(guess.seen.of)}
    look = guess.seen.look if guess.seen.of else Look.NOTHING
    parts = [str(_LOOKS[look]) % counts]
    if guess.named:
        parts.append(_("the column is called “%(name)s”") % {"name": name})
    if guess.chosen:
        parts.append(_("you chose it"))
    return "; ".join(parts)


def refused_words(wrong: WrongUpload, limit: int) -> str:
    """Why a file was not taken, and what to do."""
    told = {
        Refused.TOO_LARGE: _("The file is larger than %(limit)s MB. Bring it in on the server with: polku import"),
        Refused.EMPTY: _("The file is empty. Export it again and look into it before you upload it."),
        Refused.NO_ROWS: _("The file has a header and no rows: there is nothing to bring in."),
        Refused.WORKBOOK: _("This is an Excel workbook. Save it as CSV (File, Save as, CSV UTF-8) and upload that."),
        Refused.BINARY: _("This is no text file but a picture, a program or the like. Polku reads CSV and JSON Lines."),
        Refused.ENDING: _("Polku can't tell what this is. It takes .csv, .tsv, .txt, .jsonl and .parquet, each also as .gz."),
        Refused.NO_TABLE: _("No row of the file can be read. %(detail)s"),
    }[wrong.refused]  # fmt: skip
    return told % {"limit": number_words(limit // 1_000_000), "detail": spoken(wrong.detail)}


def fault_words(fault: str) -> str:
    """Why an import did not come to its end."""
    return str(_FAULTS[fault]) if fault in _FAULTS else spoken(fault)
