import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER alarm_append_only BEFORE UPDATE OR DELETE ON audit_alarm
    FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER alarm_not_truncated BEFORE TRUNCATE ON audit_alarm
    FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER alarm_not_truncated ON audit_alarm;
DROP TRIGGER alarm_append_only ON audit_alarm;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0001_initial"),
        ("audit", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outside", "一天内打开很多外单位的办件"),
                            ("night", "夜间查阅"),
                            ("same_words", "反复检索同一个名字或者号码"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.DateField()),
                ("words_digest", models.CharField(blank=True, default="", max_length=64)),
                ("count", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "who",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "查阅预警",
                "verbose_name_plural": "查阅预警",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["-at", "-id"], name="alarm_latest")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "who", "kind", "words_digest"), name="alarm_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["outside", "night", "same_words"])), name="alarm_kind_known"
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
    ]
