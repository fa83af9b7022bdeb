"""Measures as people read them: their questions, units and columns. What is not told here stands as it is written."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from polku.lenses.measure import Measure

_QUESTIONS: Final[dict[str, str | Promise]] = {
    "edges": _("Where do customers go next from each touchpoint, how often and how soon?"),
    "variants": _("Which whole ways do customers walk, and how many of them walk the commonest?"),
    "handovers": _(
        "Where do we pass customers from one of us to another, how long do they wait, and does it end there?"
    ),
    "funnel": _("How many of those who begin a journey come to each of its stages, and how soon?"),
    "times": _("How long are customers in each stage and between stages?"),
    "loops": _("What do customers come back to, how often, and how much time does it take?"),
    "declared": _(
        "What happens that the map does not know, and what does the map expect that never happens?"
    ),
}
_UNITS: Final[dict[str, str | Promise]] = {
    "steps": pgettext_lazy("unit", "steps"),
    "walks": pgettext_lazy("unit", "walks"),
    "handovers": pgettext_lazy("unit", "handovers"),
    "stays": pgettext_lazy("unit", "stays and passages"),
}
_HEADINGS: Final[dict[str, str | Promise]] = {
    "source": pgettext_lazy("column", "From"),
    "target": pgettext_lazy("column", "To"),
    "times": pgettext_lazy("column", "Times"),
    "walks": pgettext_lazy("column", "Walks"),
    "customers": pgettext_lazy("column", "Customers"),
    "share": pgettext_lazy("column", "Share"),
    "low": pgettext_lazy("column", "Interval (95%)"),
    "median_gap": pgettext_lazy("column", "Time, median"),
    "p90_gap": pgettext_lazy("column", "Time, 90th percentile"),
    "path": pgettext_lazy("column", "Way"),
    "steps": pgettext_lazy("column", "Steps"),
    "coverage": pgettext_lazy("column", "Together"),
    "source_owner": pgettext_lazy("column", "Owner of the first"),
    "target_owner": pgettext_lazy("column", "Owner of the second"),
    "told": pgettext_lazy("column", "Told"),
    "ended": pgettext_lazy("column", "Ended there"),
    "handed": pgettext_lazy("column", "Told handovers"),
    "base_ended": pgettext_lazy("column", "Otherwise ended"),
    "base_n": pgettext_lazy("column", "Other acts"),
    "base_of": pgettext_lazy("column", "Other acts where"),
    "stage": pgettext_lazy("column", "Stage"),
    "step_share": pgettext_lazy("column", "Of the stage before"),
    "step_low": pgettext_lazy("column", "Interval (95%)"),
    "left_out": pgettext_lazy("column", "Left out"),
    "what": pgettext_lazy("column", "What"),
    "touchpoint": pgettext_lazy("column", "Touchpoint"),
    "owner": pgettext_lazy("column", "Owner"),
    "channel": pgettext_lazy("column", "Channel"),
    "next_stage": pgettext_lazy("column", "Next stage"),
    "stays": pgettext_lazy("column", "Counted"),
    "open": pgettext_lazy("column", "Still open"),
    "median_time": pgettext_lazy("column", "Time, median"),
    "low_time": pgettext_lazy("column", "Interval (95%)"),
    "p90_time": pgettext_lazy("column", "Time, 90th percentile"),
    "repeated": pgettext_lazy("column", "Walks that come back"),
    "repeats": pgettext_lazy("column", "Times they come back"),
    "per_walk": pgettext_lazy("column", "Per walk that comes back"),
    "median_extra_time": pgettext_lazy("column", "Extra time, median"),
    "p90_extra_time": pgettext_lazy("column", "Extra time, 90th percentile"),
    "side": pgettext_lazy("column", "What differs"),
    "of": pgettext_lazy("column", "Of how many"),
}
# What a cell says where its words are ours and few.
_WORDS: Final[dict[str, str | Promise]] = {
    "yes": pgettext_lazy("cell", "yes"),
    "no": pgettext_lazy("cell", "no"),
    "here": pgettext_lazy("cell", "here"),
    "anywhere": pgettext_lazy("cell", "anywhere"),
    "stay": pgettext_lazy("cell", "in the stage"),
    "passage": pgettext_lazy("cell", "to the next"),
    "touchpoint": pgettext_lazy("cell", "touchpoint"),
    "step": pgettext_lazy("cell", "step"),
    "real": pgettext_lazy("cell", "happens, not on the map"),
    "declared": pgettext_lazy("cell", "on the map, never happens"),
}
WORDED: Final = ("told", "base_of", "what", "side", "manner")  # columns whose texts are such words


def question_words(measure: Measure) -> str:
    """The question it answers."""
    return str(_QUESTIONS.get(measure.name, measure.question))


def unit_words(unit: str) -> str:
    """What is counted."""
    return str(_UNITS.get(unit, unit))


def heading_words(column: str) -> str:
    """What stands over a column."""
    return str(_HEADINGS.get(column, column.replace("_", " ").capitalize()))


def cell_words(word: str) -> str:
    """One of our own words in a cell."""
    return str(_WORDS.get(word, word.replace("_", " ")))
