import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# An appointment changes with an entry of its log alone, and stands where its last entry left it.
FOLLOWS_THE_LOG = """
CREATE TRIGGER appointment_changes_with_an_entry BEFORE UPDATE ON appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER appointment_stands_by_the_log AFTER INSERT OR UPDATE ON appointments_appointment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('appointment', 'id', 'state', 'proposed');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER appointment_stands_by_the_log ON appointments_appointment;
DROP TRIGGER appointment_changes_with_an_entry ON appointments_appointment;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0010_three_administrators_validated"),
        ("workflow", "0004_four_eyes_of_substitutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "role",
                    models.CharField(
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
                            ("security", "安全管理员"),
                            ("auditor", "审计管理员"),
                        ],
                        max_length=16,
                        verbose_name="岗位",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待另一人确认"), ("granted", "已任命"), ("refused", "不同意")],
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
                        null=True,
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
                "indexes": [models.Index(fields=["organ", "state"], name="appointment_of_organ")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "granted", "refused"])),
                        name="appointment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "intake",
                                    "handler",
                                    "reviewer",
                                    "signer",
                                    "supervisor",
                                    "publisher",
                                    "call_agent",
                                    "legal",
                                    "archivist",
                                    "administrator",
                                    "security",
                                    "auditor",
                                ],
                            )
                        ),
                        name="appointment_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("proposed_by__isnull", True),
                                models.Q(("proposed_by", models.F("staff")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("confirmed_by__isnull", True),
                                models.Q(("confirmed_by", models.F("staff")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="appointment_not_of_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "granted"), _negated=True),
                            models.Q(
                                ("role__in", ("signer", "publisher", "administrator", "security", "auditor")),
                                _negated=True,
                            ),
                            ("proposed_by__isnull", True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="appointment_by_two",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
