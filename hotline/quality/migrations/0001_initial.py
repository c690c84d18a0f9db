import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("organs", "__first__"),
        ("telephony", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Sampled",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("drawn_at", models.DateTimeField()),
                        ("marks", models.JSONField(default=dict)),
                        (
                            "remarks",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="质检意见"),
                        ),
                        ("score", models.PositiveSmallIntegerField(null=True, verbose_name="得分")),
                        ("judged_at", models.DateTimeField(null=True)),
                        (
                            "call",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="telephony.call",
                                verbose_name="来电",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.case",
                                verbose_name="工单",
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "质检样本",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("judged_at__isnull", True)),
                                fields=["drawn_at"],
                                name="sampled_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("judged_at__isnull", False)),
                                fields=["-judged_at"],
                                name="sampled_judged",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("call__isnull", False), ("case__isnull", True)),
                                    models.Q(("call__isnull", True), ("case__isnull", False)),
                                    _connector="OR",
                                ),
                                name="sampled_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("judged_at__isnull", True),
                                        ("judged_by__isnull", True),
                                        ("score__isnull", True),
                                    ),
                                    models.Q(
                                        ("judged_at__isnull", False),
                                        ("judged_by__isnull", False),
                                        ("score__range", (0, 100)),
                                    ),
                                    _connector="OR",
                                ),
                                name="sampled_judged_as_a_whole",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
