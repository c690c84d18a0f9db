from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ThrottleCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("throttle", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=64)),
                        ("began_at", models.DateTimeField(db_index=True)),
                        ("n", models.PositiveIntegerField()),
                        ("refused", models.BooleanField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("throttle", "key"), name="throttle_counts_once")
                        ],
                    },
                ),
            ]
        ),
    ]
