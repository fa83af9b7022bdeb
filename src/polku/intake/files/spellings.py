"""Words of a file that become one touchpoint though they are spelled differently: told, so that nobody is surprised."""

from collections import defaultdict
from typing import Final

from polku.touchpoints.mappings.values import to_touchpoint

_MOST: Final = 5_000  # different words that are looked at
_SHOWN: Final = 5  # touchpoints that are told one by one


class Spellings:
    """The different words heard so far."""

    def __init__(self) -> None:
        self._heard: set[str] = set()

    def hear(self, word: str) -> None:
        """One more word that a row tells for its touchpoint."""
        if len(self._heard) < _MOST:
            self._heard.add(word)

    def notes(self) -> list[str]:
        """A sentence for each touchpoint that several words become."""
        together: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._heard):
            try:
                together[to_touchpoint(word)].append(word)
            except ValueError:
                continue  # such a row stands in quarantine
        several = {name: words for name, words in together.items() if len(words) > 1}
        told = [
            f"counted as one touchpoint, {name}: {', '.join(map(repr, words))}"
            for name, words in sorted(several.items())
        ]
        rest = len(told) - _SHOWN
        return [*told[:_SHOWN], f"and {rest} more touchpoints of several words"] if rest > 0 else told
