"""Badges as markup, made in Python: a list of encounters draws dozens of them."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from polku.surfaces.words.states import state_look


def badge(words: str, look: str = "") -> SafeString:
    """The words with a look's colour and sign (static/polku/badge.css)."""
    added = f" badge-{look}" if look else ""
    return mark_safe(f'<span class="badge{added}">{escape(words)}</span>')  # noqa: S308 - the look is ours


def state_badge(state: str, words: str) -> SafeString:
    """The words in the look of a state."""
    return badge(words, state_look(state))


def together(*parts: SafeString | None) -> SafeString:
    """The parts beside each other; None stands for nothing."""
    return mark_safe(" ".join(part for part in parts if part))  # noqa: S308 - each is safe
