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
    "visits": _("How many come to each touchpoint, and how many begin, end and leave there?"),
    "exits": _(
        "At which touchpoint do customers leave the path, and how: saying so, silently, or because we dropped them?"
    ),
    "satisfied_left": _(
        "How many of the satisfied leave all the same, and how many of those who left were satisfied?"
    ),
    "false_alarms": _(
        "Of the customers whom Polku would have called silent half a year ago, how many came back?"
    ),
    "touchpoints": _(
        "What happens at each touchpoint of a journey, how does it go there, and what is not measured?"
    ),
    "reasons": _("What differs between those who left at a touchpoint and those who went on?"),
    "lost-value": _("What does it cost that customers leave where they do?"),
}
_UNITS: Final[dict[str, str | Promise]] = {
    "steps": pgettext_lazy("unit", "steps"),
    "walks": pgettext_lazy("unit", "walks"),
    "handovers": pgettext_lazy("unit", "handovers"),
    "stays": pgettext_lazy("unit", "stays and passages"),
    "customers": pgettext_lazy("unit", "customers"),
    "touchpoints": pgettext_lazy("unit", "touchpoints"),
    "visits": pgettext_lazy("unit", "visits"),
    "minor units": pgettext_lazy("unit", "money"),
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
    "exits.base_n": pgettext_lazy("column", "Elsewhere, of how many"),
    "satisfied_left.of": pgettext_lazy("column", "Of whom"),
    "began": pgettext_lazy("column", "Began there"),
    "said": pgettext_lazy("column", "Said goodbye"),
    "silent": pgettext_lazy("column", "Fell silent"),
    "dropped": pgettext_lazy("column", "Dropped by us"),
    "done": pgettext_lazy("column", "Came to the end"),
    "on": pgettext_lazy("column", "Go on"),
    "manner": pgettext_lazy("column", "How"),
    "left": pgettext_lazy("column", "Left"),
    "there": pgettext_lazy("column", "Were there"),
    "base_share": pgettext_lazy("column", "Elsewhere"),
    "lift": pgettext_lazy("column", "Times elsewhere"),
    "said_at": pgettext_lazy("column", "Said so at"),
    "share_of": pgettext_lazy("column", "Share of what"),
    "part": pgettext_lazy("column", "Walks with it"),
    "n": pgettext_lazy("column", "Of how many"),
    "rule": pgettext_lazy("column", "Rule"),
    "returned": pgettext_lazy("column", "Came back"),
    "on_map": pgettext_lazy("column", "On the map"),
    "state": pgettext_lazy("column", "What is told"),
    "interactions": pgettext_lazy("column", "Interactions"),
    "encounters": pgettext_lazy("column", "Encounters"),
    "median_response": pgettext_lazy("column", "First answer, median"),
    "p90_response": pgettext_lazy("column", "First answer, 90th percentile"),
    "responses": pgettext_lazy("column", "Answers timed"),
    "median_wait": pgettext_lazy("column", "Waited for us, median"),
    "p90_wait": pgettext_lazy("column", "Waited for us, 90th percentile"),
    "waits": pgettext_lazy("column", "Waits timed"),
    "felt": pgettext_lazy("column", "Rating (0–1)"),
    "ratings": pgettext_lazy("column", "Ratings"),
    "rated_share": pgettext_lazy("column", "Share that rated"),
    "left_share": pgettext_lazy("column", "Left, share"),
    "promises": pgettext_lazy("column", "Promises"),
    "due": pgettext_lazy("column", "Came due"),
    "late": pgettext_lazy("column", "Late"),
    "late_share": pgettext_lazy("column", "Late, share"),
    "not_measured": pgettext_lazy("column", "Not measured"),
    "feature": pgettext_lazy("column", "What differs"),
    "level": pgettext_lazy("column", "How much of it"),
    "effect": pgettext_lazy("column", "Difference"),
    "unit": pgettext_lazy("column", "In what"),
    "q": pgettext_lazy("column", "False among these"),
    "left_n": pgettext_lazy("column", "Left, known of"),
    "left_with": pgettext_lazy("column", "Left, with it"),
    "stayed_n": pgettext_lazy("column", "Went on, known of"),
    "stayed_with": pgettext_lazy("column", "Went on, with it"),
    "sentence": pgettext_lazy("column", "In words"),
    "currency": pgettext_lazy("column", "Currency"),
    "paying": pgettext_lazy("column", "Had paid"),
    "prospects": pgettext_lazy("column", "Prospects"),
    "lost_low": pgettext_lazy("column", "Lost, if nobody replaces them"),
    "replaced_low": pgettext_lazy("column", "Lost, if replaced"),
    "offers_low": pgettext_lazy("column", "In offers and orders"),
    "felt_low": pgettext_lazy("column", "Interval (95%)"),
    "left_low": pgettext_lazy("column", "Interval (95%)"),
    "late_low": pgettext_lazy("column", "Interval (95%)"),
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
    "said": pgettext_lazy("cell", "saying so"),
    "silent": pgettext_lazy("cell", "silently"),
    "dropped": pgettext_lazy("cell", "dropped by us"),
    "done": pgettext_lazy("cell", "came to the end"),
    "on": pgettext_lazy("cell", "goes on"),
    "satisfied": pgettext_lazy("cell", "the satisfied"),
    "less satisfied": pgettext_lazy("cell", "the less satisfied"),
    "left": pgettext_lazy("cell", "left"),
    "stayed": pgettext_lazy("cell", "stayed"),
    "left: said": pgettext_lazy("cell", "left, saying so"),
    "left: silent": pgettext_lazy("cell", "left silently"),
    "left: dropped": pgettext_lazy("cell", "dropped by us"),
    "all": pgettext_lazy("cell", "all"),
    "buying": pgettext_lazy("cell", "buying rhythm"),
    "own": pgettext_lazy("cell", "own rhythm"),
    "place": pgettext_lazy("cell", "the place's rhythm"),
    "told": pgettext_lazy("cell", "told"),
    "few": pgettext_lazy("cell", "fewer than 5 customers"),
    "none": pgettext_lazy("cell", "nobody was there"),
    "difference": pgettext_lazy("cell", "difference"),
    "adjusted": pgettext_lazy("cell", "adjusted"),
    "subgroup": pgettext_lazy("cell", "subgroup"),
    "stated": pgettext_lazy("cell", "stated"),
}
_SIDES: Final[dict[str, str | Promise]] = {
    "volume": pgettext_lazy("not measured", "volume"),
    "time": pgettext_lazy("not measured", "time"),
    "rating": pgettext_lazy("not measured", "rating"),
    "promise": pgettext_lazy("not measured", "promise"),
    "requirement": pgettext_lazy("not measured", "requirement"),
}
WORDED: Final = (
    "told",
    "base_of",
    "what",
    "side",
    "manner",
    "of",
    "share_of",
    "rule",
    "state",
    "on_map",
)  # columns whose texts are such words


def question_words(measure: Measure) -> str:
    """The question it answers."""
    return str(_QUESTIONS.get(measure.name, measure.question))


def unit_words(unit: str) -> str:
    """What is counted."""
    return str(_UNITS.get(unit, unit))


def heading_words(column: str, measure: str = "") -> str:
    """What stands over a column; a measure may have words of its own for it."""
    known = _HEADINGS.get(f"{measure}.{column}") or _HEADINGS.get(column)
    return str(known or column.replace("_", " ").capitalize())


def side_words(side: str) -> str:
    """One of the things that may not be measured at a touchpoint."""
    return str(_SIDES.get(side, side))


def cell_words(word: str) -> str:
    """One of our own words in a cell."""
    return str(_WORDS.get(word, word.replace("_", " ")))
