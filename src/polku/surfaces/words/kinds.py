"""The vocabulary's kinds as a person would say them, from the reader's side of the counter."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from polku.timeline.vocabulary import Kind, Side

PHRASES: Final[dict[tuple[str, str], str | Promise]] = {
    (Side.CUSTOMER, Kind.ASKED): pgettext_lazy("what the customer did", "asked us"),
    (Side.CUSTOMER, Kind.ANSWERED): pgettext_lazy("what the customer did", "answered us"),
    (Side.CUSTOMER, Kind.MET): pgettext_lazy("what the customer did", "met us"),
    (Side.CUSTOMER, Kind.THANKED): pgettext_lazy("what the customer did", "thanked us"),
    (Side.CUSTOMER, Kind.VISITED): pgettext_lazy("what the customer did", "visited"),
    (Side.CUSTOMER, Kind.ORDERED): pgettext_lazy("what the customer did", "ordered"),
    (Side.CUSTOMER, Kind.PAID): pgettext_lazy("what the customer did", "paid"),
    (Side.CUSTOMER, Kind.RETURNED): pgettext_lazy("what the customer did", "returned"),
    (Side.CUSTOMER, Kind.COMPLAINED): pgettext_lazy("what the customer did", "complained"),
    (Side.CUSTOMER, Kind.RATED): pgettext_lazy("what the customer did", "rated"),
    (Side.CUSTOMER, Kind.MENTIONED): pgettext_lazy("what the customer did", "mentioned us"),
    (Side.CUSTOMER, Kind.REFERRED): pgettext_lazy("what the customer did", "sent somebody to us"),
    (Side.CUSTOMER, Kind.JOINED): pgettext_lazy("what the customer did", "joined"),
    (Side.CUSTOMER, Kind.DECLINED): pgettext_lazy("what the customer did", "said no"),
    (Side.CUSTOMER, Kind.LEFT): pgettext_lazy("what the customer did", "left"),
    (Side.US, Kind.ASKED): pgettext_lazy("what we did", "we asked"),
    (Side.US, Kind.ANSWERED): pgettext_lazy("what we did", "we answered"),
    (Side.US, Kind.MET): pgettext_lazy("what we did", "we met"),
    (Side.US, Kind.THANKED): pgettext_lazy("what we did", "we thanked"),
    (Side.US, Kind.REACHED_OUT): pgettext_lazy("what we did", "we reached out"),
    (Side.US, Kind.OFFERED): pgettext_lazy("what we did", "we offered"),
    (Side.US, Kind.PROMISED): pgettext_lazy("what we did", "we promised"),
    (Side.US, Kind.INFORMED): pgettext_lazy("what we did", "we informed"),
    (Side.US, Kind.STARTED): pgettext_lazy("what we did", "we started"),
    (Side.US, Kind.DELIVERED): pgettext_lazy("what we did", "we delivered"),
    (Side.US, Kind.FIXED): pgettext_lazy("what we did", "we fixed it"),
    (Side.US, Kind.CHARGED): pgettext_lazy("what we did", "we charged"),
    (Side.US, Kind.HANDED_OVER): pgettext_lazy("what we did", "we handed over"),
    (Side.US, Kind.DELIGHTED): pgettext_lazy("what we did", "we did something kind"),
}


def kind_words(kind: str, side: str) -> str:
    """`asked us`, `we answered`; a kind unknown to the vocabulary as it stands."""
    return str(PHRASES.get((side, kind), kind.replace("_", " ")))
