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
        ("organs", "0001_initial"),
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="AnsweredOrder",
                    fields=[
                        ("case_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("month", models.DateField()),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["month", "organ"], name="answered_order_of_month")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="answered_order_month_first_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LostPoint",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("month", models.DateField(verbose_name="月份")),
                        ("on", models.DateField(verbose_name="日期")),
                        ("rule", models.CharField(max_length=24, verbose_name="事由")),
                        ("points", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="扣分")),
                        ("occurrence", models.CharField(max_length=60)),
                        (
                            "appeal",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="申诉理由"),
                        ),
                        ("appealed_at", models.DateTimeField(null=True)),
                        ("lifted", models.BooleanField(null=True, verbose_name="撤销扣分")),
                        (
                            "reason",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="复核意见"),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "appealed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.case",
                                verbose_name="工单",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.event",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "扣分",
                        "indexes": [
                            models.Index(fields=["month", "organ", "-on"], name="lost_point_of_month"),
                            models.Index(
                                condition=models.Q(("appealed_at__isnull", False), ("lifted__isnull", True)),
                                fields=["appealed_at"],
                                name="lost_point_appealed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "rule", "occurrence"), name="lost_point_once"),
                            models.CheckConstraint(
                                condition=models.Q(("points__gt", 0)), name="lost_point_costs_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1), ("on__gte", models.F("month"))),
                                name="lost_point_month_first_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("appealed_at__isnull", True), ("appealed_by__isnull", True)),
                                    models.Q(("appealed_at__isnull", False), ("appealed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="lost_point_appealed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("lifted__isnull", True)),
                                    models.Q(("decided_at__isnull", False), ("lifted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="lost_point_decided_as_a_whole",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
