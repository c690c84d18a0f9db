import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A recovery changes with an entry of its log alone, and stands where its last entry left it.
FOLLOWS_THE_LOG = """
CREATE TRIGGER recovery_changes_with_an_entry BEFORE UPDATE ON recovery_recovery
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER recovery_stands_by_the_log AFTER INSERT OR UPDATE ON recovery_recovery
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('recovery', 'id', 'state', 'proposed');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER recovery_stands_by_the_log ON recovery_recovery;
DROP TRIGGER recovery_changes_with_an_entry ON recovery_recovery;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workflow", "0004_four_eyes_of_substitutes"),
        ("organs", "0010_three_administrators_validated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("password", "忘记密码"),
                            ("factor", "丢失身份验证器（手机）"),
                            ("both", "密码和身份验证器都没有了"),
                        ],
                        max_length=8,
                        verbose_name="丢了什么",
                    ),
                ),
                ("checked", models.TextField(verbose_name="怎样核对的本人")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待另一人确认"), ("done", "已恢复"), ("refused", "不同意")],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="单位",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号恢复",
                "indexes": [models.Index(fields=["organ", "state"], name="recovery_of_organ")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "done", "refused"])), name="recovery_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["password", "factor", "both"])), name="recovery_what_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_by", models.F("staff")), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", True),
                                models.Q(("confirmed_by", models.F("staff")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="recovery_not_of_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recovery_by_two",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
