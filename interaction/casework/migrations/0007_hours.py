"""Limits in hours and minutes warn at an instant; the four urgencies of the hotline.

Constraints are added without a scan; the next migration checks what is there.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_board")]

    operations = [
        # The wider one takes its place within this transaction: no row goes unchecked.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "-- squawk-ignore ban-drop-constraint\nALTER TABLE casework_case DROP CONSTRAINT case_urgency_known",
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[migrations.RemoveConstraint(model_name="case", name="case_urgency_known")],
        ),
        migrations.AddField(
            model_name="clock",
            name="alert_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="source",
            field=models.CharField(
                choices=[
                    ("online", "网上提交"),
                    ("counter", "当面提交"),
                    ("registered", "挂号信、快递"),
                    ("post", "平信"),
                    ("fax", "传真"),
                    ("email", "电子邮件"),
                    ("phone", "电话"),
                    ("province", "省级平台转来"),
                    ("city", "市级平台转来"),
                    ("wechat", "微信"),
                    ("people", "人民网领导留言板"),
                    ("web", "网络问政"),
                    ("television", "电视问政"),
                ],
                default="online",
                max_length=16,
                verbose_name="来源",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="urgency",
            field=models.CharField(
                choices=[("ordinary", "一般"), ("urgent", "紧急"), ("very", "特急"), ("leaders", "呈报领导")],
                db_default="ordinary",
                default="ordinary",
                max_length=8,
                verbose_name="紧急程度",
            ),
        ),
        AddConstraintNotValid(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgency__in", ["ordinary", "urgent", "very", "leaders"])),
                name="case_urgency_known",
            ),
        ),
        AddConstraintNotValid(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("alert_at__isnull", True),
                    models.Q(("alert_on__isnull", True), ("due_at__isnull", False), ("state", "running")),
                    _connector="OR",
                ),
                name="clock_alert_instants_only_while_running",
            ),
        ),
    ]
