"""The log can't be changed: the database refuses, but for the eraser's permit (decision 0002)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER log_refuses_update BEFORE UPDATE ON timeline_event
       WHEN NOT EXISTS (SELECT 1 FROM timeline_erasing)
       BEGIN SELECT RAISE(ABORT, 'the event log is never changed'); END""",
    """CREATE TRIGGER log_refuses_delete BEFORE DELETE ON timeline_event
       WHEN NOT EXISTS (SELECT 1 FROM timeline_erasing)
       BEGIN SELECT RAISE(ABORT, 'the event log is never changed'); END""",
]
POSTGRES = [
    """CREATE FUNCTION log_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NOT EXISTS (SELECT 1 FROM timeline_erasing) THEN
           RAISE EXCEPTION 'the event log is never changed';
         END IF;
         IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER log_refuses_change BEFORE UPDATE OR DELETE ON timeline_event
       FOR EACH ROW EXECUTE FUNCTION log_refuses_change()""",
]


def guard_the_log(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("CREATE TABLE timeline_erasing (permit integer NOT NULL)")
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        # params=None keeps Django from reading a % as a parameter.
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_first_tables")]
    operations = [migrations.RunPython(guard_the_log, hints={"model_name": "event"}, elidable=False)]
