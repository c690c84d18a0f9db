import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="BoardOrder",
                    fields=[
                        ("case_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("day", models.DateField(verbose_name="收到日期")),
                        ("minute", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=16)),
                        ("state", models.CharField(max_length=24)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "subject",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.subject",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["day", "minute"],
                                include=("kind", "state", "subject", "town"),
                                name="board_order_of_day",
                            ),
                            models.Index(fields=["-changed_at"], name="board_order_changed"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minute__range", (0, 1439))), name="board_order_minute_of_a_day"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
