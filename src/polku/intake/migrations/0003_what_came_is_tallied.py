from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def count_what_came_before(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(
        "INSERT INTO intake_tally (source_id, events, last_received_at)"
        " SELECT source_id, COUNT(*), MAX(received_at) FROM timeline_event GROUP BY source_id"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_quarantine_may_be_asked_again"),
        ("timeline", "0001_first_tables"),
    ]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("source_id", models.IntegerField(primary_key=True, serialize=False)),
                ("events", models.BigIntegerField()),
                ("last_received_at", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(count_what_came_before, hints={"model_name": "tally"}, elidable=True),
    ]
