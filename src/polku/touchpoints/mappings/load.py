"""Mappings by name: the newest version that people saved, else the one shipped with Polku."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.reader import Reader
from polku.touchpoints.models import MappingVersion

_SHIPPED: Final = Path(__file__).parent / "shipped"


class NoSuchMapping(LookupError):
    """There is no mapping of that name; the text names those there are."""


def shipped_names() -> list[str]:
    """The mappings that come with Polku."""
    return sorted(path.stem for path in _SHIPPED.glob("*.yaml"))


def names() -> list[str]:
    """All mappings by name, in order."""
    return sorted({*shipped_names(), *MappingVersion.objects.values_list("name", flat=True).distinct()})


def text(name: str) -> str:
    """The YAML in force; NoSuchMapping where there is none."""
    saved = MappingVersion.objects.filter(name=name).order_by("-id").first()
    return saved.text if saved else shipped_text(name)


def shipped_text(name: str) -> str:
    """The YAML as shipped; NoSuchMapping where Polku ships none of that name."""
    if name not in shipped_names():
        raise NoSuchMapping(f"There is no mapping {name!r}. There are: {', '.join(names())}.")
    return (_SHIPPED / f"{name}.yaml").read_text("utf-8")


def reader(name: str) -> Reader:
    """The mapping in force, compiled; kept until another version is saved, by whichever process.

    NoSuchMapping, or WrongMapping where it does not hold.
    """
    newest = MappingVersion.objects.filter(name=name).order_by("-id").values_list("id", flat=True).first()
    return _compiled(name, newest)


@lru_cache(256)
def _compiled(name: str, version: int | None) -> Reader:
    return compile_mapping(
        shipped_text(name) if version is None else MappingVersion.objects.get(pk=version).text
    )


def forget_readers() -> None:
    """Let go of compiled mappings; only tests that empty the tables need it."""
    _compiled.cache_clear()
