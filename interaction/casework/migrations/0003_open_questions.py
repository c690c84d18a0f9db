import django.db.models.deletion
from django.db import migrations, models

ROLES = [
    ("intake", "收件登记"),
    ("handler", "承办人"),
    ("reviewer", "审核人"),
    ("signer", "签发人"),
    ("supervisor", "督办人"),
    ("publisher", "公开员"),
    ("call_agent", "话务员"),
    ("administrator", "系统管理员"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_matter_pairs"), ("organs", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="OpenQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("role", models.CharField(choices=ROLES, max_length=16)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="casework.case"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.event"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["role", "organ"], name="open_question_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="open_question_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", [role for role, _label in ROLES])),
                        name="open_question_role_known",
                    ),
                ],
            },
        ),
    ]
