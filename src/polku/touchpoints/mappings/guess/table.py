"""A table's first rows, column by column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from polku.touchpoints.mappings.template import as_word

MOST_COLUMNS: Final = 300
_SAMPLES: Final = 5
_LONGEST_NAME: Final = 200

Key = tuple[str, ...]


class Column(msgspec.Struct, frozen=True):
    """One column: the way to it in a row, and the values that are not empty, as text."""

    key: Key
    values: tuple[str, ...]
    rows: int

    @property
    def name(self) -> str:
        return ".".join(self.key)

    @property
    def distinct(self) -> int:
        return len(set(self.values))

    @property
    def samples(self) -> list[str]:
        """The first few different values."""
        return list(dict.fromkeys(self.values))[:_SAMPLES]

    @property
    def readable(self) -> bool:
        """Whether a template can name it: a quote or brace in a name can't be written there, nor a very long one."""
        odd = any(character in part for part in self.key for character in '"{}\n\r')
        return not odd and all(self.key) and len(self.name) <= _LONGEST_NAME


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """The columns in the order they are met; objects within a row are laid out by their names."""
    values: dict[Key, list[str]] = {}
    for row in rows:
        for key, value in _flat(row.items(), ()):
            if key in values or len(values) < MOST_COLUMNS:
                told = values.setdefault(key, [])
                text = as_word(value).strip()
                if text:
                    told.append(text)
    return [Column(key, tuple(told), len(rows)) for key, told in values.items()]


def _flat(items: Iterable[tuple[str, Any]], above: Key) -> Iterable[tuple[Key, Any]]:
    for name, value in items:
        if isinstance(value, dict) and len(above) < 3:
            yield from _flat(value.items(), (*above, name))
        else:
            yield (*above, name), value
