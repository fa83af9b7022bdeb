"""Which tests run beside each other in one process, and which come first, where several processes share them.

Tests of a file stay together: what one of them makes once (compiled questions, a served house, a drawn company) the
next one finds. Browser tests share nothing but the browser, so each goes where there is room.
"""

import pytest
from xdist.scheduler import LoadGroupScheduling

_EACH_ALONE = "tests/browser/"


class FilesTogether(LoadGroupScheduling):  # type: ignore[misc]
    """Gives out whole files, in the order of collection; groups that name themselves stay as they are."""

    def _split_scope(self, nodeid: str) -> str:
        group: str = super()._split_scope(nodeid)
        if group != nodeid or nodeid.startswith(_EACH_ALONE):
            return group
        return nodeid.partition("::")[0]


def take_turns(items: list[pytest.Item]) -> None:
    """Browser tests last, and in both halves the long ones first: so no process ends long after the other.

    Playwright leaves an event loop running in its thread, where no other may be started any more.
    """
    items.sort(
        key=lambda item: (_has(item, "browser"), not _has(item, "xdist_group"), not _has(item, "slow"))
    )


def _has(item: pytest.Item, mark: str) -> bool:
    return item.get_closest_marker(mark) is not None
