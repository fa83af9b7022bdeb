"""What people say and write, in their language: `words/*.yaml`, a key and its ways of saying it.

Texts are put together of several keys, one way of each, so that two people rarely say the same.
"""

from pathlib import Path
from random import Random
from typing import Final

import yaml

LANGUAGES: Final = ("fi", "sv", "en")
Phrases = dict[str, tuple[str, ...]]


def read_yaml(name: str) -> dict[str, dict[str, list[str]]]:
    """A file of this folder; by the C parser where there is one, for the stock is large."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=loader)  # noqa: S506, for both are safe
    return read


def read_phrases(language: str) -> Phrases:
    """The stock of one language; its topics and their keys make `topic.key`."""
    topics = read_yaml(f"words/{language}.yaml")
    return {f"{topic}.{key}": tuple(ways) for topic, keys in topics.items() for key, ways in keys.items()}


PHRASES: Final[dict[str, Phrases]] = {language: read_phrases(language) for language in LANGUAGES}


def say(
    language: str, keys: tuple[str, ...], luck: Random, slots: dict[str, str], matching: int | None = None
) -> str:
    """One way of each key, as sentences after each other; an empty way is left out.

    With `matching`, that way of the last key is said: answers stand in the order of their questions.
    """
    stock, last = PHRASES[language], len(keys) - 1
    said = []
    for place, key in enumerate(keys):
        ways = stock[key]
        if place == last and matching is not None:
            way = ways[matching % len(ways)]
        else:
            way = ways[int(luck.random() * len(ways))]
        if way:
            said.append(way.format_map(slots) if "{" in way else way)
    return " ".join(said)
