"""The vocabulary's kinds as a person would say them, from the reader's side of the counter."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from polku.timeline.vocabulary import Kind, Side

_CUSTOMER: Final = "what the customer did"
_US: Final = "what we did"

PHRASES: Final[dict[tuple[str, str], str | Promise]] = {
    (Side.CUSTOMER, Kind.ASKED): pgettext_lazy(_CUSTOMER, "asked us"),
    (Side.CUSTOMER, Kind.ANSWERED): pgettext_lazy(_CUSTOMER, "answered us"),
    (Side.CUSTOMER, Kind.MET): pgettext_lazy(_CUSTOMER, "met us"),
    (Side.CUSTOMER, Kind.THANKED): pgettext_lazy(_CUSTOMER, "thanked us"),
    (Side.CUSTOMER, Kind.VISITED): pgettext_lazy(_CUSTOMER, "visited"),
    (Side.CUSTOMER, Kind.ORDERED): pgettext_lazy(_CUSTOMER, "ordered"),
    (Side.CUSTOMER, Kind.PAID): pgettext_lazy(_CUSTOMER, "paid"),
    (Side.CUSTOMER, Kind.RETURNED): pgettext_lazy(_CUSTOMER, "returned"),
    (Side.CUSTOMER, Kind.COMPLAINED): pgettext_lazy(_CUSTOMER, "complained"),
    (Side.CUSTOMER, Kind.RATED): pgettext_lazy(_CUSTOMER, "rated"),
    (Side.CUSTOMER, Kind.MENTIONED): pgettext_lazy(_CUSTOMER, "mentioned us"),
    (Side.CUSTOMER, Kind.REFERRED): pgettext_lazy(_CUSTOMER, "sent somebody to us"),
    (Side.CUSTOMER, Kind.JOINED): pgettext_lazy(_CUSTOMER, "joined"),
    (Side.CUSTOMER, Kind.DECLINED): pgettext_lazy(_CUSTOMER, "said no"),
    (Side.CUSTOMER, Kind.LEFT): pgettext_lazy(_CUSTOMER, "left"),
    (Side.US, Kind.ASKED): pgettext_lazy(_US, "we asked"),
    (Side.US, Kind.ANSWERED): pgettext_lazy(_US, "we answered"),
    (Side.US, Kind.MET): pgettext_lazy(_US, "we met"),
    (Side.US, Kind.THANKED): pgettext_lazy(_US, "we thanked"),
    (Side.US, Kind.REACHED_OUT): pgettext_lazy(_US, "we reached out"),
    (Side.US, Kind.OFFERED): pgettext_lazy(_US, "we offered"),
    (Side.US, Kind.PROMISED): pgettext_lazy(_US, "we promised"),
    (Side.US, Kind.INFORMED): pgettext_lazy(_US, "we informed"),
    (Side.US, Kind.STARTED): pgettext_lazy(_US, "we started"),
    (Side.US, Kind.DELIVERED): pgettext_lazy(_US, "we delivered"),
    (Side.US, Kind.FIXED): pgettext_lazy(_US, "we fixed it"),
    (Side.US, Kind.CHARGED): pgettext_lazy(_US, "we charged"),
    (Side.US, Kind.HANDED_OVER): pgettext_lazy(_US, "we handed over"),
    (Side.US, Kind.DELIGHTED): pgettext_lazy(_US, "we did something kind"),
}


def kind_words(kind: str, side: str) -> str:
    """`asked us`, `we answered`; a kind unknown to the vocabulary as it stands."""
    return str(PHRASES.get((side, kind), kind.replace("_", " ")))
