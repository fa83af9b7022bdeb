"""The options that say which walks a command is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from polku.surfaces.which_walks import WhichWalks

_OPTIONS: Final = (
    click.option(
        "--journey", default="", help="Along this journey's touchpoints, from its start to its end."
    ),
    click.option(
        "--from", "since", default="", metavar="DAY", help="The period's first day, as in 2026-03-01."
    ),
    click.option("--to", "until", default="", metavar="DAY", help="The period's last day."),
    click.option(
        "--segment", default="", help="Of some customers only, as in touchpoint=fair,entity=person."
    ),
)


def which_walks(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options; it is called with `which`, a WhichWalks."""

    @wraps(command)
    def called(*, journey: str, since: str, until: str, segment: str, **others: Any) -> None:
        command(which=WhichWalks(journey, since, until, segment), **others)

    for option in reversed(_OPTIONS):
        called = option(called)
    return called
