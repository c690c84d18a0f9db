"""Ledgers on their way in, and who took names out."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption

APPEND_ONLY = """
CREATE TRIGGER ledger_export_append_only BEFORE UPDATE OR DELETE ON requests_app_ledgerexport
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""


def _foreign(to: str, **how: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **how)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_guards"),
        ("organs", "0001_initial"),
        ("requests_app", "0004_ledger_number"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveBigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("by", _foreign(settings.AUTH_USER_MODEL, db_index=False)),
                ("organ", _foreign("organs.organ", db_index=False)),
            ],
        ),
        migrations.CreateModel(
            name="LedgerImport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "正在检查"),
                            ("checked", "检查通过，等您确认"),
                            ("confirmed", "正在导入"),
                            ("done", "已导入"),
                            ("faulty", "有错误，没有导入"),
                            ("failed", "系统出错，没有导入"),
                            ("discarded", "已取消"),
                        ],
                        default="waiting",
                    ),
                ),
                ("held", models.BooleanField(default=True)),
                ("attempts", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(default=0)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("new", models.PositiveBigIntegerField(default=0)),
                ("known", models.PositiveBigIntegerField(default=0)),
                ("said", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                ("by", _foreign(settings.AUTH_USER_MODEL, db_index=False)),
                ("organ", _foreign("organs.organ", db_index=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "checked", "confirmed", "done", "faulty", "failed", "discarded"],
                            )
                        ),
                        name="ledger_import_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["waiting", "checked", "confirmed"]), _negated=True),
                            ("held", True),
                            _connector="OR",
                        ),
                        name="ledger_import_has_its_file",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER ledger_export_append_only ON requests_app_ledgerexport"),
    ]
