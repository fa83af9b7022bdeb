"""What every test under src/ and tests/ stands on."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import hypothesis
import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import TransactionTestCase
from django.utils import translation

from polku.lenses.exits.learnt import forget_learnt
from polku.privacy import looks
from polku.surfaces.web.question import kept
from polku.timeline.log.router import log_alias
from polku.workspace.company import forget_name
from tests.turns import FilesTogether, take_turns

# Django makes these anew whenever it flushes, which takes longer than most tests: they stay.
_MADE_BY_DJANGO: Final = {"django_content_type", "auth_permission"}


def _empty(self: TransactionTestCase) -> None:
    """What a transactional test left goes: only tables that have rows are asked to let go of them."""
    looks.flush()  # what still waits to be written belongs to this test
    for alias in sorted(self._databases_names(include_mirrors=False)):
        with transaction.atomic(alias), connections[alias].cursor() as cursor:
            there = connections[alias].introspection.django_table_names(
                only_existing=True, include_views=False
            )
            if alias == log_alias():  # the log refuses DELETE without the eraser's permit
                cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
            for table in _filled(cursor, {*there} - _MADE_BY_DJANGO - {"timeline_erasing"}):
                cursor.execute(f'DELETE FROM "{table}"')
            if alias == log_alias():
                cursor.execute("DELETE FROM timeline_erasing")


def _filled(cursor: Any, tables: set[str]) -> list[str]:
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(tables)
        )
    )
    return [table for (table,) in cursor.fetchall()]


TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


# How long an example takes says more of the machine's other work than of ours.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _everyday_language() -> Iterator[None]:
    """No test speaks the language that the one before it chose."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _nameless_company() -> None:
    """No test sees the company's name that the one before it told."""
    forget_name()


@pytest.fixture(autouse=True)
def _nothing_learnt() -> None:
    """No test knows how the customers of the one before it came and went."""
    forget_learnt()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """No test is told an answer that took the one before it long."""
    kept.let_go()


@pytest.fixture(autouse=True)
def _no_uploads_left() -> Iterator[None]:
    """No test finds the files that the one before it uploaded: their rows are gone."""
    yield
    shutil.rmtree(Path(settings.HOME) / "uploads", ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    return FilesTogether(config, log)


def pytest_collection_finish() -> None:
    """What was imported stays: it is not looked through again and again for what nobody needs."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end all of it is taken down: DuckDB complains of what it would have to leave behind."""
    gc.unfreeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second run, on PostgreSQL, repeats only what touches a database.

    What asks the engine asks one copy, whichever database that was shipped from: the engine's own tests are repeated,
    and that is enough. Nor does any database change how a page looks.
    """
    take_turns(items)
    if not os.environ.get("POLKU_TEST_DATABASE_URL"):
        return
    touching = {item for item in items if item.get_closest_marker("django_db") and not _is_known_by_now(item)}
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = [item for item in items if item in touching]


def _is_known_by_now(item: pytest.Item) -> bool:
    return item.get_closest_marker("looks") is not None or _asks_the_engine(item)


def _asks_the_engine(item: pytest.Item) -> bool:
    ships = Path(__file__).parent / "src" / "polku" / "engine"
    return "fresh_engine" in getattr(item, "fixturenames", ()) and not item.path.is_relative_to(ships)
