"""Columns of a ledger settled by hand, and how many cases an import corrected."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STATES = ["unclear", "waiting", "checked", "confirmed", "done", "faulty", "failed", "discarded"]
WITH_FILE = ["unclear", "waiting", "checked", "confirmed"]


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0001_initial"), ("organs", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="LedgerColumn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heading", models.TextField()),
                ("field", models.TextField(blank=True)),
                (
                    "organ",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("organ", "heading"), name="ledger_column_once")]},
        ),
        migrations.AddField(
            model_name="ledgerimport",
            name="corrected",
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="ledgerimport",
            name="state",
            field=models.TextField(
                choices=[
                    ("unclear", "有的列不认识，请您对应"),
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
        migrations.RemoveConstraint(model_name="ledgerimport", name="ledger_import_state_known"),
        migrations.RemoveConstraint(model_name="ledgerimport", name="ledger_import_has_its_file"),
        AddConstraintNotValid(
            model_name="ledgerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="ledger_import_state_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="ledgerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state__in", WITH_FILE), _negated=True), ("held", True), _connector="OR"),
                name="ledger_import_has_its_file",
            ),
        ),
    ]
