"""The demo company's lives, read by its own mapping, beside what only the demo knows: who went when."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import msgspec

from polku import demo
from polku.demo.happening import Happening
from polku.demo.lives import calendar, company, leaving
from polku.demo.lives.diary import Diary
from polku.demo.lives.installation import Installed
from polku.demo.lives.leaving import Fate
from polku.demo.sources.happenings import row
from polku.demo.sources.known import known_through
from polku.demo.truths import Truth
from polku.lenses.exits.tests.laid import Step
from polku.lib.digest import digest
from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.interactions import Told
from polku.touchpoints.mappings.reader import Reader

UNTIL = calendar.moment(calendar.day(2026, 11, 22), 9 * 60)
_MAPPING = Path(demo.__file__).parent / "sources" / "mappings" / "tuulahdus.yaml"


class Lives(msgspec.Struct, frozen=True):
    """The path of each life, the first being customer 1; and the fates of those who had an installation, by customer."""

    paths: list[list[Interaction]]
    fates: dict[int, Fate]

    @property
    def steps(self) -> list[Step]:
        """All steps, as lenses/exits/tests lays them."""
        return [_step(customer, one) for customer, path in enumerate(self.paths, 1) for one in path]


@cache
def lives(customers: int, without: frozenset[Truth] = frozenset(), seed: int = 1) -> Lives:
    """The company's first lives until its present."""
    reader = compile_mapping(_MAPPING.read_text("utf-8"))
    fates: dict[int, Fate] = {}
    with _fates(fates):
        drawn = company.lives(customers, seed, UNTIL, without)
        return Lives([[*_path(life, reader)] for life in drawn], fates)


def _path(life: Sequence[Happening], reader: Reader) -> Iterator[Interaction]:
    for number, (one, known) in enumerate(zip(life, known_through(life), strict=True)):
        if one.at <= UNTIL:
            body = {"table": "tuulahdus", "row": row(one, known)}
            yield from reader.read(Told("row", body, digest(str(number)), one.at, number, "UTC")).interactions


def _step(customer: int, made: Interaction) -> Step:
    felt = None
    if made.rating is not None and made.rating_low is not None and made.rating_high is not None:
        felt = round(1_000_000 * (made.rating - made.rating_low) / (made.rating_high - made.rating_low))
    return Step(
        customer, made.occurred_at, str(made.kind), str(made.side), made.touchpoint,
        automatic=bool(made.automatic), outcome=made.outcome, felt=felt,
    )  # fmt: skip


@contextmanager
def _fates(found: dict[int, Fate]) -> Iterator[None]:
    draw = leaving.draw_fate

    def noted(diary: Diary, installed: Installed) -> Fate:
        found[diary.number + 1] = draw(diary, installed)
        return found[diary.number + 1]

    with patch.object(leaving, "draw_fate", noted):
        yield
