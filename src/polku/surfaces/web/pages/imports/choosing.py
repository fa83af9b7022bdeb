"""What a person chose about a table, between the form, the upload's row and the guess."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from polku.touchpoints.mappings.guess.manner import SCALES, Scale
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.whole import Choices, Guess


class Chosen(msgspec.Struct, frozen=True):
    """Choices about the columns; the source's name, or the short name of one that is there already."""

    choices: Choices = Choices()
    called: str = ""
    into: str = ""


def from_form(told: Mapping[str, str], before: Chosen, shown: Guess) -> Chosen:
    """What was chosen before, and what differs now from what the page showed; all else follows the guess on."""
    roles = dict(before.choices.roles)
    for place, one in enumerate(shown.columns):
        value = told.get(f"role-{place}", "")
        if value in set(Role) and Role(value) is not one.role:
            roles[place] = Role(value)
    shape, scale, currency = told.get("shape", ""), _scale(told.get("scale", "")), _currency(told)
    changed = {
        "shape": Shape(shape) if shape in set(Shape) and Shape(shape) is not shown.shape else None,
        "scale": scale if scale != shown.manner.scale else None,
        "currency": currency if currency != shown.manner.currency else None,
        "month_first": {"yes": True, "no": False}.get(told.get("month_first", "")),
    }
    news = {name: value for name, value in changed.items() if value not in (None, "")}
    choices = msgspec.structs.replace(before.choices, roles=roles, **news)
    return Chosen(choices, told.get("called", before.called).strip()[:120], told.get("into", ""))


def to_text(chosen: Chosen) -> str:
    """As it is kept with the upload."""
    return msgspec.json.encode(chosen).decode()


def from_text(text: str) -> Chosen:
    """As it was kept; nothing chosen where nothing was."""
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(text, type=Chosen)
    return Chosen()


def _currency(told: Mapping[str, str]) -> str:
    text = told.get("currency", "").strip().upper()
    return text if len(text) == 3 and text.isascii() and text.isalpha() else ""


def _scale(text: str) -> Scale | None:
    return next((scale for scale in SCALES if str(scale) == text), None)
