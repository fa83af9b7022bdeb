"""What the map shows, in sentences: above all, what is not measured."""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.surfaces.web.pages.map.asking import Found
from polku.surfaces.web.pages.map.changes import Row
from polku.surfaces.web.pages.map.drawn import Line, Stage

TITLED: Final = 6  # touchpoints that the title names


class Summary(msgspec.Struct, frozen=True):
    """`dark` touchpoints are not measured, at `silent` ones nobody was, `strangers` are on no map."""

    title: str
    dark: list[Line]
    silent: list[Line]
    strangers: list[Row]

    @property
    def more_dark(self) -> int:
        """How many are not measured besides those that the title has room for; all are marked in the picture."""
        return max(0, len(self.dark) - TITLED)

    @property
    def titled(self) -> list[Line]:
        """Those that the title names."""
        return self.dark[:TITLED]


def summary(found: Found, shown: Sequence[Stage]) -> Summary:
    """The picture's title is the sentence that it shows."""
    lines = [line for stage in shown for line in stage.lines]
    dark = [line for line in lines if line.said.look == "dark"]
    return Summary(
        title=_title(len(dark), len(lines)),
        dark=dark,
        silent=[line for line in lines if line.said.look == "none"],
        strangers=[row for row in found.rows if row["on_map"] == "no"],
    )


def _title(dark: int, whole: int) -> str:
    if not dark:
        return _("How it goes is measured at every touchpoint where anybody was")
    return ngettext(
        "How it goes is not measured at %(n)d of %(whole)d touchpoints",
        "How it goes is not measured at %(n)d of %(whole)d touchpoints",
        dark,
    ) % {"n": dark, "whole": whole}
