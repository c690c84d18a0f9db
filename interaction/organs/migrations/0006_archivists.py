from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

ROLES = [
    "intake", "handler", "reviewer", "signer", "supervisor", "publisher", "call_agent", "legal", "archivist", "administrator",
]  # fmt: skip


class Migration(migrations.Migration):
    """A role more: 档案管理; and 全宗号. The constraint is checked against what is there in the next migration."""

    dependencies = [("organs", "0005_absence")]

    operations = [
        migrations.AddField(
            "organ",
            "fonds",
            models.CharField(
                "全宗号",
                blank=True,
                db_default="",
                default="",
                max_length=20,
                help_text="同级档案馆给立档单位的编号，写在档号最前面；没有填写的用单位代码。",
            ),
        ),
        migrations.AlterField(
            "post",
            "role",
            models.CharField(
                "岗位",
                max_length=16,
                choices=[
                    ("intake", "收件登记"),
                    ("handler", "承办人"),
                    ("reviewer", "审核人"),
                    ("signer", "签发人"),
                    ("supervisor", "督办人"),
                    ("publisher", "公开员"),
                    ("call_agent", "话务员"),
                    ("legal", "法制审核"),
                    ("archivist", "档案管理"),
                    ("administrator", "系统管理员"),
                ],
            ),
        ),
        # The narrower constraint goes as the wider one comes: nobody loses a guarantee.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    [
                        '-- squawk-ignore ban-drop-constraint\nALTER TABLE "organs_post" DROP CONSTRAINT "post_role_known"'
                    ],
                    "ALTER TABLE organs_post ADD CONSTRAINT post_role_known CHECK (role IN ('intake', 'handler', 'reviewer', "
                    "'signer', 'supervisor', 'publisher', 'call_agent', 'legal', 'administrator')) NOT VALID",
                )
            ],
            [migrations.RemoveConstraint("post", "post_role_known")],
        ),
        AddConstraintNotValid(
            "post", models.CheckConstraint(condition=models.Q(role__in=ROLES), name="post_role_known")
        ),
    ]
