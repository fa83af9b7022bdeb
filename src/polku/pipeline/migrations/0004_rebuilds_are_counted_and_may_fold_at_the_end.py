from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0003_turns_tell_who_came_between"),
    ]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="rebuilds",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="progress",
            name="fold_at_end",
            field=models.BooleanField(default=False),
        ),
    ]
