import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption

LOOKS_STAY = """
CREATE TRIGGER number_look_append_only BEFORE UPDATE OR DELETE ON texting_numberlook
    FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER number_look_not_truncated BEFORE TRUNCATE ON texting_numberlook
    FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
"""
LOOKS_STAY_BACK = """
DROP TRIGGER number_look_not_truncated ON texting_numberlook;
DROP TRIGGER number_look_append_only ON texting_numberlook;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0004_four_eyes_of_substitutes"),
        ("texting", "0002_letters_and_persons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StrayText",
            fields=[
                (
                    "received",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stray",
                        serialize=False,
                        to="texting.receivedtext",
                    ),
                ),
                ("sender", interaction.privacy.encryption.SealedField(blank=True, default="")),
                ("text", interaction.privacy.encryption.SealedField(blank=True, default="")),
                (
                    "done",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "已打电话联系"),
                            ("ordered", "已录成工单，或者补充到已有工单"),
                            ("nothing", "不用处理（致谢、广告、发错等）"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("remarks", interaction.privacy.encryption.SealedField(blank=True, default="")),
                ("forgotten", models.BooleanField(default=False)),
                (
                    "done_by",
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
                "verbose_name": "来电短信",
            },
        ),
        migrations.CreateModel(
            name="NumberLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stray",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="texting.straytext"
                    ),
                ),
            ],
            options={
                "verbose_name": "查看短信号码",
            },
        ),
        migrations.AddIndex(
            model_name="straytext",
            index=models.Index(condition=models.Q(("done", "")), fields=["received"], name="stray_text_waiting"),
        ),
        migrations.AddConstraint(
            model_name="straytext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done", ""), ("done_at__isnull", True), ("done_by__isnull", True)),
                    models.Q(
                        models.Q(("done", ""), _negated=True), ("done_at__isnull", False), ("done_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="stray_text_done_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="straytext",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__in", ["", "called", "ordered", "nothing"])), name="stray_text_done_known"
            ),
        ),
        migrations.RunSQL(LOOKS_STAY, LOOKS_STAY_BACK),
    ]
