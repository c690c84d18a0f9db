import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0004_legal_office_validated"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        ],
                        max_length=16,
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("in_force", models.BooleanField()),
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
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="organs.post",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="absence_ends_after_it_begins",
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
                                ],
                            )
                        ),
                        name="absence_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("substitute__isnull", True),
                            models.Q(("substitute", models.F("staff")), _negated=True),
                            _connector="OR",
                        ),
                        name="absence_substitute_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force", False),
                            ("substitute__isnull", True),
                            models.Q(("role__in", ("signer", "publisher")), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("named_by")), _negated=True),
                                models.Q(("confirmed_by", models.F("substitute")), _negated=True),
                                models.Q(("named_by", models.F("substitute")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="absence_named_by_two",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func("post", "post", models.Value("[]"), function="int8range"), "&&"),
                            (models.Func("first_day", "last_day", models.Value("[]"), function="daterange"), "&&"),
                        ],
                        name="absence_once_a_day",
                    ),
                ],
            },
        ),
    ]
