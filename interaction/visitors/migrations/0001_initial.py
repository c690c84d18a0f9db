from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of attempts moves here from the portal with what is in it: only Django's view of it changes."""

    initial = True

    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=80)),
                        ("source", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "db_table": "portal_attempt",
                        "indexes": [models.Index(fields=["what", "source", "at"], name="attempt_lookup")],
                    },
                ),
            ],
        ),
    ]
