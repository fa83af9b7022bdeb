"""A journey as declared: plain values that know no Django."""

from typing import Final

import msgspec

Words = dict[str, str]  # language → text; "" is for every language
LANGUAGES: Final = ("en", "fi", "sv")  # in the order in which one stands in for another
PERS: Final = ("customer", "lead", "order", "contract", "case")


class Mark(msgspec.Struct, frozen=True):
    """What begins or ends a walk: a kind, a touchpoint or both; "" is any."""

    touchpoint: str = ""
    kind: str = ""


class Touchpoint(msgspec.Struct, frozen=True):
    """A place where customers meet us; `expects` names the touchpoints that should come next."""

    name: str
    title: Words
    channel: str
    owner: str
    expects: tuple[str, ...] = ()


class DeclaredStage(msgspec.Struct, frozen=True):
    """A part of the journey, with its touchpoints."""

    name: str
    title: Words
    touchpoints: tuple[Touchpoint, ...]


class Journey(msgspec.Struct, frozen=True):
    """The whole of it. `per` is one of PERS; empty `starts` or `ends` mean the first or last that happens."""

    name: str
    title: Words
    description: str
    per: str
    starts: tuple[Mark, ...]
    ends: tuple[Mark, ...]
    stages: tuple[DeclaredStage, ...]

    @property
    def touchpoints(self) -> list[Touchpoint]:
        """All of them, stage by stage."""
        return [touchpoint for stage in self.stages for touchpoint in stage.touchpoints]


def said(words: Words, language: str = "") -> str:
    """The text in that language; else the one for everybody, else English, Finnish, Swedish."""
    return next(words[key] for key in (language, "", *LANGUAGES) if key in words)


def readable(name: str) -> str:
    """A name as people read it where no title is given: `lead-form` is Lead form."""
    return name.replace("-", " ").capitalize()
