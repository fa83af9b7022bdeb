"""PostgreSQL needs an index of its own kind to find terms by their beginning; SQLite's serves already."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def index_beginnings(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE INDEX identity_term_beginning ON identity_searchterm (term text_pattern_ops)")


def drop_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS identity_term_beginning")


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_crowds_and_sightings_at_a_glance")]
    operations = [
        migrations.RunPython(index_beginnings, drop_index, hints={"model_name": "searchterm"}, elidable=False)
    ]
