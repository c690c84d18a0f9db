from functools import partial

import django.db.models.deletion
from django.db import migrations, models

import interaction.workdays.now
from interaction.first_tables import CreateModels
from interaction.workdays.filling import fill


def fill_calendar(apps, schema_editor):
    fill(partial(apps.get_model, "workdays"))


def empty_calendar(apps, schema_editor):
    for name in ("CalendarVersion", "StoredDay", "Notice"):
        apps.get_model("workdays", name).objects.all().delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                        ("document", models.CharField(max_length=60, unique=True, verbose_name="文号")),
                        ("content", models.JSONField(verbose_name="内容")),
                        (
                            "loaded_at",
                            models.DateTimeField(default=interaction.workdays.now.now, verbose_name="载入时间"),
                        ),
                    ],
                    options={
                        "verbose_name": "放假通知",
                        "verbose_name_plural": "放假通知",
                        "ordering": ["year", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="StoredDay",
                    fields=[
                        ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                        ("is_workday", models.BooleanField(verbose_name="是否工作日")),
                        ("ordinal", models.PositiveIntegerField(verbose_name="工作日序号")),
                        ("provisional", models.BooleanField(verbose_name="暂定")),
                        ("reason", models.CharField(max_length=62, verbose_name="说明")),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="workdays.notice",
                                verbose_name="依据",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "日历",
                        "verbose_name_plural": "日历",
                        "ordering": ["date"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_workday", True)),
                                fields=("ordinal",),
                                name="workdays_day_ordinal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("notice", None), ("provisional", True)),
                                    models.Q(("notice__isnull", False), ("provisional", False)),
                                    _connector="OR",
                                ),
                                name="workdays_day_provisional_without_notice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarVersion",
                    fields=[
                        ("number", models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name="版本")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="指纹")),
                        ("first_changed", models.DateField(verbose_name="变动起")),
                        ("last_changed", models.DateField(verbose_name="变动止")),
                        ("created_at", models.DateTimeField(default=interaction.workdays.now.now, verbose_name="时间")),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="workdays.notice",
                                verbose_name="依据",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "日历版本",
                        "verbose_name_plural": "日历版本",
                        "ordering": ["-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first_changed__lte", models.F("last_changed"))),
                                name="workdays_version_span",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(fill_calendar, empty_calendar),
    ]
