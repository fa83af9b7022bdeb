import io

import pytest
from django.core.management import call_command

from tests.rules import code

pytestmark = pytest.mark.django_db(databases="__all__")


def test_every_change_of_a_model_has_its_migration() -> None:
    told = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"run django-admin makemigrations ROOM -n worded_name:\n{told.getvalue()}")
    assert "No changes detected" in told.getvalue()


def test_migrations_are_named_in_words() -> None:
    names = [
        path.name for path in code.tracked() if path.parent.name == "migrations" and path.name[0].isdigit()
    ]
    assert names
    assert [name for name in names if "_auto_" in name] == []
