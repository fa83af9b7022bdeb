"""Coercion of told values to what an interaction's fields hold. ValueError says what is wrong."""

import math
import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from polku.lib.money import to_minor_units
from polku.timeline.vocabulary import CHANNELS, Kind, Side
from polku.touchpoints.mappings.template import FILTERS, as_word
from polku.touchpoints.mappings.wrong import nearest

KEY_LENGTH: Final = 200  # what names something: thread, about, actor, to, touchpoint, outcome
SUBJECT_LENGTH: Final = 1_000
TEXT_LENGTH: Final = 100_000
NAME_LENGTH: Final = 60  # of an attribute or trait
MOST: Final = 100  # entries of a list or object
DEEPEST: Final = 8
_CHANNEL_WORDS: Final = {
    "mail": ("email", "e-mail", "inbox", "newsletter"),
    "phone": ("telephone", "call", "voice", "tel"),
    "chat": ("messenger", "whatsapp", "sms", "text", "instant message", "live chat", "messaging", "intercom"),
    "web": ("internet", "website", "browser", "client", "form", "web form", "api", "online", "portal"),
    "store": ("shop", "desk", "counter", "branch", "in store", "in-store"),
    "visit": ("home visit", "meeting", "field", "in person", "on site"),
    "partner": ("reseller", "dealer", "agent"),
    "app": ("mobile", "mobile app", "ios", "android", "native_messaging"),
    "post": ("letter", "fax", "paper"),
}
# What may stand before or behind an amount in its currency.
_SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "EUR": ("€",),
    "GBP": ("£",),
    **dict.fromkeys(("USD", "CAD", "AUD", "NZD"), ("$",)),
    **dict.fromkeys(("SEK", "NOK", "DKK"), ("kr.", "kr", ":-")),
}
# Thousands set apart with commas, as in 1,234.50.
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CHANNEL_BY_WORD: Final = {channel: channel for channel in CHANNELS} | {
    word: channel for channel, words in _CHANNEL_WORDS.items() for word in words
}


def clean(text: str) -> str:
    """Text without NUL, which PostgreSQL can't hold, and without blanks around it."""
    return text.replace("\0", "").strip() if "\0" in text else text.strip()


def to_text(value: Any) -> str:
    """A scalar, or a list of scalars, as one text."""
    if type(value) is str:
        return clean(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (clean(as_word(part)) for part in value)))
    if isinstance(value, dict):
        raise ValueError("an object stands where a text should be")
    return as_word(value)


def to_key(value: Any) -> str:
    """A text that names something: too long is refused, for what is cut names something else."""
    text = to_text(value)
    if len(text) > KEY_LENGTH:
        raise ValueError(f"{text[:40]!r}… is longer than {KEY_LENGTH} characters")
    return text


def to_subject(value: Any) -> str:
    text = to_text(value)
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1] + "…"


def to_words(value: Any) -> str:
    text = to_text(value)
    return text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…"


def to_number(value: Any) -> float:
    try:
        number = (
            float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{str(value)[:60]!r} is not a number")
    return number


def to_yes_or_no(value: Any) -> bool:
    word = as_word(value).strip().casefold()
    if word in {"true", "yes", "y", "1", "t"}:
        return True
    if word in {"false", "no", "n", "0", "f"}:
        return False
    raise ValueError(f"{str(value)[:60]!r} is neither yes nor no")


def to_currency(value: Any) -> str:
    text = to_text(value).upper()
    if len(text) != 3 or not text.isascii() or not text.isalpha():
        raise ValueError(f"{text[:40]!r} is not a currency's three letters, as in EUR")
    return text


def to_amount(value: Any, currency: str, decimal_comma: bool = False) -> int:
    """Minor units of an amount as told."""
    if isinstance(value, (bool, list, dict)):
        raise ValueError(f"{str(value)[:60]!r} is not an amount of money")
    if isinstance(value, str):
        value = re.sub(r"[\s\u00a0\u202f]", "", value)
        for sign in (currency, *_SIGNS.get(currency, ())):
            value = value.removeprefix(sign).removesuffix(sign)
        if decimal_comma:
            value = value.replace(".", "").replace(",", ".")
        elif _THOUSANDS.fullmatch(value):
            value = value.replace(",", "")
    return to_minor_units(value, currency)


@lru_cache(4096)
def _slug(text: str) -> str:
    return FILTERS["slug"](text)


def to_touchpoint(value: Any) -> str:
    slug = _slug(to_text(value))
    if not slug:
        raise ValueError(f"{str(value)[:60]!r} gives no touchpoint's name")
    return to_key(slug)


def to_channel(value: Any) -> str:
    """One of the channels; a word that means none of them is "other"."""
    return _CHANNEL_BY_WORD.get(to_text(value).casefold(), "other")


def to_kind(value: Any) -> Kind:
    word = to_text(value).casefold().replace(" ", "_").replace("-", "_")
    try:
        return Kind(word)
    except ValueError:
        kinds = [kind.value for kind in Kind]
        raise ValueError(f"{word[:40]!r} is no kind of interaction{nearest(word, kinds)}") from None


def to_side(value: Any) -> Side:
    word = to_text(value).casefold()
    try:
        return Side(word)
    except ValueError:
        raise ValueError(f"{word[:40]!r} is no side; a side is customer or us") from None


def to_attribute(value: Any, deep: int = DEEPEST) -> Any:
    """JSON values as they are, without NUL; what is long is cut, and what is nested too deeply left out."""
    if type(value) is str:
        return to_subject(value)
    if isinstance(value, (list, dict)) and deep == 0:
        return None
    if isinstance(value, list):
        return [to_attribute(part, deep - 1) for part in value[:MOST]]
    if isinstance(value, dict):
        return {
            clean(str(key))[:NAME_LENGTH]: to_attribute(part, deep - 1)
            for key, part in islice(value.items(), MOST)
        }
    return value


Coercer = Callable[[Any], Any]
COERCERS: Final[dict[str, Coercer]] = {
    "touchpoint": to_touchpoint,
    "channel": to_channel,
    "thread": to_key,
    "about": to_key,
    "subject": to_subject,
    "text": to_words,
    "actor": to_key,
    "to": to_key,
    "pledge": to_kind,
    "currency": to_currency,
    "rating": to_number,
    "rating_low": to_number,
    "rating_high": to_number,
    "automatic": to_yes_or_no,
    "outcome": to_key,
    "kind": to_kind,
    "side": to_side,
}
