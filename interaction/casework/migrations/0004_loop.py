"""What letters and work orders need of a case: source, urgency, class, origin, the end of personal data.

Constraints are added without a scan; the next migration checks what is there.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_division")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="destroyed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="anonymised_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="assisted",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="case",
            name="identity",
            field=models.CharField(
                choices=[
                    ("open", "实名"),
                    ("withheld", "实名，不向公众公开姓名"),
                    ("hidden", "隐名，不向承办单位透露"),
                ],
                db_default="withheld",
                default="withheld",
                max_length=8,
                verbose_name="来件人身份",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
ALTER TABLE casework_case ADD COLUMN origin_id bigint;
ALTER TABLE casework_case ADD CONSTRAINT casework_case_origin_id_fk FOREIGN KEY (origin_id)
    REFERENCES casework_case DEFERRABLE INITIALLY DEFERRED NOT VALID
""",
                    "ALTER TABLE casework_case DROP COLUMN origin_id",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="case",
                    name="origin",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="supervised",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="case",
            name="upstream_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="来源编号"),
        ),
        migrations.AddField(
            model_name="case",
            name="urgency",
            field=models.CharField(
                choices=[("ordinary", "一般"), ("urgent", "紧急")],
                db_default="ordinary",
                default="ordinary",
                max_length=8,
                verbose_name="紧急程度",
            ),
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
                    ("people", "人民网领导留言板"),
                    ("web", "网络问政"),
                    ("television", "电视问政"),
                ],
                default="online",
                max_length=16,
                verbose_name="来源",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
ALTER TABLE casework_case ADD COLUMN subject_id bigint;
ALTER TABLE casework_case ADD CONSTRAINT casework_case_subject_id_fk FOREIGN KEY (subject_id)
    REFERENCES casework_subject DEFERRABLE INITIALLY DEFERRED NOT VALID
""",
                    "ALTER TABLE casework_case DROP COLUMN subject_id",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="case",
                    name="subject",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.subject",
                        verbose_name="事项类别",
                    ),
                ),
            ],
        ),
        AddConstraintNotValid(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgency__in", ["ordinary", "urgent"])), name="case_urgency_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("identity__in", ["open", "withheld", "hidden"])), name="case_identity_known"
            ),
        ),
    ]
