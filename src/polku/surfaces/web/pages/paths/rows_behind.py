"""The customers behind a row of a measure that is no part of the picture: who the address names, and how it is titled."""

from typing import Final
from urllib.parse import urlencode

from django.http.request import QueryDict
from django.utils.translation import gettext as _

from polku.lenses.exits.alarms import RULES
from polku.lenses.exits.satisfied import KINDS
from polku.lenses.journeys.behind import Which
from polku.lenses.journeys.behind_rows import AtStage, CalledSilent, HandedOver, Rated, Stayed
from polku.surfaces.web.pages.paths.who import text_of
from polku.surfaces.web.pages.paths.wording import capital
from polku.surfaces.words.measures import cell_words
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import places, stages

_ON: Final = {"": None, "yes": True, "no": False}


def handed_over_of(given: QueryDict) -> tuple[str, Which] | None:
    """A handover that was told, or was not; without a target, nobody took them up."""
    source, target, told = (text_of(given, name) for name in ("source", "target", "told"))
    if told not in ("yes", "no"):
        return None
    which, known = HandedOver(source, target, told == "yes"), places()
    begin = capital(place_name(source, known))
    if not target:
        return _("%(place)s: handed over, and taken up by nobody") % {"place": begin}, which
    step = f"{begin} → {place_name(target, known)}"
    words = _("Handed over: %(step)s") if which.told else _("Handed over without a word: %(step)s")
    return words % {"step": step}, which


def stage_of(given: QueryDict) -> tuple[str, Which] | None:
    """Who came to a stage; `on`: yes, who went on to the next; no, who came no further."""
    stage, on = text_of(given, "stage"), text_of(given, "on")
    if on not in _ON:
        return None
    words = {
        "": _("Came to the stage: %(stage)s"),
        "yes": _("Went on to the next stage from: %(stage)s"),
        "no": _("Came no further than the stage: %(stage)s"),
    }[on]
    return words % {"stage": _stage_name(stage)}, AtStage(stage, _ON[on])


def stage_lists(given: QueryDict, query: str) -> list[tuple[str, str]]:
    """The other lists of the same stage: what they are called, and their address."""
    stage, now = text_of(given, "stage"), text_of(given, "on")
    names = {"": _("All who came"), "yes": _("Who went on"), "no": _("Who came no further")}
    return [
        (words, f"/paths/stage?{'&'.join(filter(None, (query, urlencode({'stage': stage, 'on': on}))))}")
        for on, words in names.items()
        if on != now
    ]


def stay_of(given: QueryDict) -> tuple[str, Which] | None:
    """Who stayed in a stage; who went from it to the `next`; or whose stay there is still `open`."""
    stage, after, still = (text_of(given, name) for name in ("stage", "next", "open"))
    if still not in ("", "yes"):
        return None
    which = Stayed(stage, after or None, still == "yes")
    if after:
        return f"{_stage_name(stage)} → {_stage_name(after)}", which
    words = _("Still in the stage: %(stage)s") if which.open else _("Was in the stage: %(stage)s")
    return words % {"stage": _stage_name(stage)}, which


def rated_of(given: QueryDict) -> tuple[str, Which] | None:
    """Those who rated and are of one kind, or of two at once: the satisfied who left."""
    of, share_of = text_of(given, "of"), text_of(given, "share_of")
    if of not in KINDS or share_of not in ("", *KINDS):
        return None
    title = capital(cell_words(of))
    return f"{title}: {cell_words(share_of)}" if share_of else title, Rated(of, share_of)


def called_silent_of(given: QueryDict) -> tuple[str, Which] | None:
    """Whom a rule would have called silent, or those of them who came back."""
    rule, returned = text_of(given, "rule"), text_of(given, "returned")
    if rule not in RULES or returned not in ("", "yes"):
        return None
    words = _("Came back, though they would have been called silent: %(rule)s") if returned else _("Would have been called silent: %(rule)s")  # fmt: skip
    return words % {"rule": cell_words(rule)}, CalledSilent(rule, bool(returned))


def _stage_name(stage: str) -> str:
    return next((one.title for one in stages() if one.name == stage), stage)
