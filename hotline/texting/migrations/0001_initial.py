import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ReceivedText",
                    fields=[
                        ("message_id", models.CharField(max_length=100, primary_key=True, serialize=False)),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("rated", "已评价"),
                                    ("nothing_asked", "没有待评价的工单"),
                                    ("not_understood", "看不懂"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "收到的短信",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("outcome", "rated")),
                                    models.Q(
                                        ("case__isnull", True), ("outcome__in", ["nothing_asked", "not_understood"])
                                    ),
                                    _connector="OR",
                                ),
                                name="text_outcome_known",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
