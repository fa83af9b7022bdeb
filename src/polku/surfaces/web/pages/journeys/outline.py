"""A journey as a page lists it: every touchpoint under its stage, in the reader's language."""

import msgspec
from django.utils.translation import get_language

from polku.surfaces.words.places import channel_words
from polku.surfaces.words.walks import walk_words
from polku.touchpoints.journeys.journey import Journey, said


class Line(msgspec.Struct, frozen=True):
    """One touchpoint; `expects` are the titles of the touchpoints that should come next."""

    name: str
    title: str
    channel: str
    owner: str
    expects: tuple[str, ...]


class Part(msgspec.Struct, frozen=True):
    """One stage and its touchpoints."""

    title: str
    lines: tuple[Line, ...]


class Outline(msgspec.Struct, frozen=True):
    """The whole journey in words."""

    name: str
    title: str
    per: str
    parts: tuple[Part, ...]

    @property
    def touchpoints(self) -> int:
        return sum(len(part.lines) for part in self.parts)


def outline(journey: Journey) -> Outline:
    """The journey in the reader's language."""
    language = (get_language() or "")[:2]
    titles = {one.name: said(one.title, language) for one in journey.touchpoints}
    parts = tuple(
        Part(
            said(stage.title, language),
            tuple(
                Line(
                    one.name, titles[one.name], channel_words(one.channel), one.owner,
                    tuple(titles[step] for step in one.expects),
                )
                for one in stage.touchpoints
            ),
        )
        for stage in journey.stages
    )  # fmt: skip
    return Outline(journey.name, said(journey.title, language), walk_words(journey.per), parts)
