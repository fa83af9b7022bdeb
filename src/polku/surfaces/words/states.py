"""The states of encounters, promises and quarantined things, in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from polku.surfaces.words.durations import duration_words

STATES: Final[dict[str, str | Promise]] = {
    # encounters
    "waiting_for_us": gettext_lazy("Waiting for us"),
    "waiting_for_customer": gettext_lazy("Waiting for the customer"),
    "open": gettext_lazy("Open"),
    "closed": gettext_lazy("Closed"),
    "abandoned": gettext_lazy("Abandoned"),
    # promises
    "kept": pgettext_lazy("promise", "Kept"),
    "late": pgettext_lazy("promise", "Late"),
    "broken": pgettext_lazy("promise", "Broken"),
    "withdrawn": pgettext_lazy("promise", "Withdrawn"),
    # quarantine
    "waiting": pgettext_lazy("quarantine", "Waiting"),
    "asked": pgettext_lazy("quarantine", "Being read again"),
    "replayed": pgettext_lazy("quarantine", "Replayed"),
    "dismissed": pgettext_lazy("quarantine", "Dismissed"),
}
# state → how the badge is coloured and signed (static/polku/badge.css)
_LOOKS: Final = {
    "waiting_for_us": "wait",
    "waiting": "wait",
    "asked": "within",
    "broken": "below",
    "late": "below",
    "abandoned": "below",
    "kept": "above",
    "replayed": "above",
    "open": "within",
    "waiting_for_customer": "within",
}


def state_words(state: str) -> str:
    """A state in words; one unknown here as it stands."""
    return str(STATES.get(state, state.replace("_", " ")))


def state_look(state: str) -> str:
    """`below`, `within`, `above`, `wait`, or "" for a plain badge."""
    return _LOOKS.get(state, "")


def waiting_words(state: str, since: int | None, due: int | None, now: int) -> str:
    """`Waiting for us 3 h, due in 1 h`; since and due where they are known (microseconds UTC)."""
    words = state_words(state)
    if since is not None and state.startswith("waiting_for"):
        words = f"{words} {duration_words(now - since)}"
    if due is None:
        return words
    return f"{words}, {due_words(due, now)}"


def due_words(due: int, now: int) -> str:
    """`due in 1 h`, `2 h overdue`."""
    if due >= now:
        return _("due in %(time)s") % {"time": duration_words(due - now)}
    return _("%(time)s overdue") % {"time": duration_words(now - due)}
