"""Bring files in: any number of rows in flat memory, idempotent, going on after a kill."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.lookups import Lookups, lookups_for
from polku.intake.files.messages import Place, body_of, content_of, doubts_of, refusal_of, to_message
from polku.intake.files.opened import Opened, opened
from polku.intake.files.plan import Part, Plan
from polku.intake.files.progress import Bookmark
from polku.intake.files.spellings import Spellings
from polku.intake.keep import Kept, Refusal, keep
from polku.lib.clock import now
from polku.timeline.log.append import Message
from polku.touchpoints.mappings.reader import Reader

ROWS_AT_A_TIME: Final = 2_000
REASONS_SHOWN: Final = 5

Told = Callable[[int], None]  # hears how many bytes of all files were read; what it raises ends the import
Keeping = Callable[[list[Message], list[Refusal]], Kept]


class Tally(msgspec.Struct):
    """What came of an import."""

    rows: int = 0
    added: int = 0
    known: int = 0
    quarantined: int = 0  # rows that are in quarantine and not in the log
    doubtful: int = 0  # rows that are in the log, with a fault that stands in quarantine
    resumed: int = 0  # rows passed over, for they were on disk from an import that was broken off
    reasons: list[tuple[str, str]] = []  # the first (where, reason) of quarantine
    notes: list[str] = []
    faults: list[str] = []  # why a file could not be read to its end


def import_files(
    plan: Plan,
    reader: Reader,
    source_id: int,
    time_zone: str,
    told: Told,
    tally: Tally | None = None,
    keeping: Keeping = keep,
) -> Tally:
    """Import the plan's files in their order; what can't be read of a file is told in the tally.

    Whoever gives the tally can read it while `told` is called; `keeping` writes some thousand rows at a time.
    """
    tally = tally or Tally()
    with lookups_for(plan.tables, lambda path, found: _keep_fault(path, found, source_id, tally)) as lookups:
        before = 0
        for part in plan.parts:
            run = _Run(part, reader, source_id, time_zone, lookups, tally, keeping)
            run.run(_beyond(before, told))
            before += part.path.stat().st_size
            told(before)
    return tally


def _beyond(before: int, told: Told) -> Told:
    return lambda read: told(before + read)


class _Run:
    """The import of one file."""

    def __init__(
        self,
        part: Part,
        reader: Reader,
        source_id: int,
        time_zone: str,
        lookups: Lookups,
        tally: Tally,
        keeping: Keeping,
    ) -> None:
        self._keeping = keeping
        self._part = part
        self._reader = reader
        self._lookups = lookups
        self._tally = tally
        self._place = Place(source_id, part.form, part.table, part.path.name, time_zone, now())
        self._spellings = Spellings()

    def run(self, told: Told) -> None:
        bookmark = Bookmark(self._place.source_id, self._part.path, self._reader.name)
        fault = ""
        with opened(self._part.path) as file:
            try:
                for chunk in self._chunks(file, bookmark.rows_done):
                    bookmark.advance(chunk[-1].number, self._keep(chunk))
                    told(file.position())
            except UnreadableFile as unreadable:
                fault = str(unreadable)
            fault = fault or (f"{self._part.path.name}: {file.fault}" if file.fault else "")
        self._tally.notes += [f"{self._part.path.name}: {note}" for note in self._spellings.notes()]
        if fault:
            self._tally.faults.append(fault)
            bookmark.leave()
        else:
            bookmark.finish()

    def _chunks(self, file: Opened, done: int) -> Iterator[list[Found]]:
        """The rows not on disk yet, some thousand at a time; a fault of the file comes after the rows before it."""
        rows = self._part.parser()(file, self._tally.notes)
        passed_over = sum(1 for _ in islice(rows, done))
        self._tally.rows += passed_over
        self._tally.resumed += passed_over
        while True:
            chunk: list[Found] = []
            try:
                for found in islice(rows, ROWS_AT_A_TIME):
                    chunk.append(found)  # what came before a fault must not be lost with it
            except UnreadableFile:
                if chunk:
                    yield chunk
                raise
            if not chunk:
                return
            yield chunk

    def _keep(self, chunk: list[Found]) -> Kept:
        contents = [b"" if found.fault else content_of(found) for found in chunk]
        if self._part.lookups:
            self._lookups.add_columns(
                [found.values for found in chunk if not found.fault], self._part.lookups
            )
        messages: list[Message] = []
        refusals: list[Refusal] = []
        doubts: list[Refusal] = []
        for found, content in zip(chunk, contents, strict=True):
            made = to_message(found, content, self._place, self._reader)
            if isinstance(made, Refusal):
                refusals.append(made)
            else:
                messages.append(made)
                self._spellings.hear(self._reader.touchpoint_word(body_of(found, self._place)))
                doubts.extend(doubts_of(found, made, self._place, self._reader))
        kept = self._keeping(messages, [*refusals, *doubts])
        self._count(len(chunk), kept, refusals, doubts)
        return kept

    def _count(self, rows: int, kept: Kept, refusals: list[Refusal], doubts: list[Refusal]) -> None:
        tally = self._tally
        tally.rows += rows
        tally.added += kept.added
        tally.known += kept.known
        tally.quarantined += len(refusals)
        tally.doubtful += len(doubts)
        for refusal in [*refusals, *doubts][: REASONS_SHOWN - len(tally.reasons)]:
            tally.reasons.append((refusal.where, refusal.reason))


def _keep_fault(path: Path, found: Found, source_id: int, tally: Tally) -> None:
    """A broken row of a table that is only looked up in."""
    place = Place(source_id, "row", path.name, path.name, "", now())
    text = msgspec.json.encode(body_of(found, place))
    keep([], [refusal_of(text, found.fault, found, place)])
    tally.quarantined += 1
