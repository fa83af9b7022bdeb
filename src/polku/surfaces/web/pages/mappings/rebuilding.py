"""How far a rebuild is."""

import msgspec

from polku.pipeline.progress import progress


class Rebuild(msgspec.Struct, frozen=True):
    """`asked`: wanted, not begun. While under way, `position` of `until` in the log."""

    asked: bool = False
    position: int = 0
    until: int | None = None

    @property
    def under_way(self) -> bool:
        return self.asked or self.until is not None


def how_far() -> Rebuild:
    """As it is now."""
    found = progress()
    until = found.rebuild_until
    return Rebuild(found.rebuild_asked_at is not None, min(found.position, until or 0), until)
