"""The ways to connect a program: each has a source of its own, made at the first key."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from polku.intake.keys import make_key
from polku.intake.sources import add_source
from polku.timeline.models import Source

# way → what its source is called; its short name is the way's own, in every language.
WAYS: Final = {
    "terminal": _("Terminal"),
    "website": _("Website"),
    "server": _("Server"),
}


def new_key(way: str) -> tuple[Source, str]:
    """A key for the way's source, which is made where there is none in use; KeyError where there is no such way."""
    name = str(WAYS[way])
    source = Source.objects.filter(slug=way, retired_at=None).first()
    if source is None:
        source = add_source(_free(way), "segment")
        source.name = name
        source.save(update_fields=["name"])
    return source, make_key(source)


def _free(way: str) -> str:
    """The way's own short name, with a number where a retired source has it."""
    taken = set(Source.objects.filter(slug__startswith=way).values_list("slug", flat=True))
    numbered = (way if n == 1 else f"{way}-{n}" for n in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)
