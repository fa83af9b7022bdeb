"""Saving a mapping: only what holds is saved, as a version with its author; and what changed between two."""

import difflib

from polku.surfaces.web.pages.mappings.starting import NAME
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.load import NoSuchMapping, shipped_text
from polku.touchpoints.mappings.load import text as text_in_force
from polku.touchpoints.mappings.save import save_compiled
from polku.touchpoints.mappings.wrong import Problem, WrongMapping
from polku.touchpoints.models import MappingVersion
from polku.workspace.models import Person


def save(text: str, person: Person, name: str = "") -> str:
    """Save a version and give its mapping's name; WrongMapping where it does not hold or names another."""
    text = text.replace("\r\n", "\n")
    reader = compile_mapping(text)
    if name and reader.name != name:
        raise WrongMapping([Problem(1, f"`name` must stay {name!r}; for another name, make a new mapping")])
    if not name and (reader.name == NAME or _exists(reader.name)):
        raise WrongMapping([Problem(1, f"choose another `name`: {reader.name!r} is taken")])
    save_compiled(reader, text, person)
    return reader.name


def changes(version: MappingVersion) -> str:
    """What a version changed against the one before it, or against the shipped one, as a unified diff."""
    before = MappingVersion.objects.filter(name=version.name, pk__lt=version.pk).order_by("-pk").first()
    old = before.text if before else _shipped(version.name)
    lines = difflib.unified_diff(old.splitlines(), version.text.splitlines(), lineterm="", n=2)
    return "\n".join(list(lines)[2:])


def _exists(name: str) -> bool:
    try:
        text_in_force(name)
    except NoSuchMapping:
        return False
    return True


def _shipped(name: str) -> str:
    try:
        return shipped_text(name)
    except NoSuchMapping:
        return ""
