"""All lives of the company, one after the other."""

from collections.abc import Iterator

from polku.demo.happening import Happening, Party, What
from polku.demo.truths import Truth


def lives(
    customers: int, seed: int, until: int, without: frozenset[Truth] = frozenset()
) -> Iterator[list[Happening]]:
    """One list of happenings per life, in time order, some of it up to six weeks after `until` (µs UTC).

    Nothing is kept between lives, so a million take no more memory than one.
    """
    for number in range(customers):
        yield life(number, seed, until, without)


def life(number: int, seed: int, until: int, without: frozenset[Truth] = frozenset()) -> list[Happening]:
    """The life with this number, the same however many others there are."""
    who = Party(
        number, f"Aino Virtanen {number}", f"aino{number}@posti.example", "", "Porvoo", "fi", (f"c{number}",)
    )
    return [Happening(at=until - 60_000_000, what=What.WEB_PAGE, who=who, number=0, page="/")]
