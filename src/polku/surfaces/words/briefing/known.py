"""What they have told us already, in sentences."""

import re
from typing import Any

from django.utils.translation import gettext as _

from polku.lenses.customer.briefing import said
from polku.surfaces.words.amounts import number_words
from polku.surfaces.words.briefing.composing import quote_words, sentences
from polku.surfaces.words.moments import date_words


def told_us(point: said.ToldUs, now: int) -> str:
    facts = ", ".join(f"{_name(name)} {_value(value)}" for name, value in point.facts)
    return sentences(_("They have told us already: %(facts)s") % {"facts": facts})


def answered_us(point: said.AnsweredUs, now: int) -> str:
    answer = _("Their answer on %(date)s") % {"date": date_words(point.at, now)}
    return sentences(
        _("We have asked already: %(question)s") % {"question": point.question},
        f"{answer}: {quote_words(point.quote)}",
    )


def _name(name: str) -> str:
    """house_size and houseSize are `house size`."""
    apart = re.sub(r"(?<=[a-zåäö0-9])(?=[A-ZÅÄÖ])", " ", name)
    return re.sub(r"[\s_.-]+", " ", apart).strip().lower()


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number_words(value, 0 if value == int(value) else 1)
    return str(value)
