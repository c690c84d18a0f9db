import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        ("texting", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("phone_index", models.CharField(db_index=True, max_length=64)),
                ("letter", models.CharField(max_length=1)),
                ("invited_at", models.DateTimeField()),
            ],
            options={"verbose_name": "评价邀请"},
        ),
        migrations.AlterField(
            model_name="receivedtext",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("rated", "已评价"),
                    ("nothing_asked", "没有待评价的工单"),
                    ("not_understood", "看不懂"),
                    ("to_a_person", "转人工回访"),
                ],
                max_length=16,
            ),
        ),
        migrations.RemoveConstraint(model_name="receivedtext", name="text_outcome_known"),
        AddConstraintNotValid(
            model_name="receivedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("outcome__in", ["rated", "to_a_person"])),
                    models.Q(("case__isnull", True), ("outcome__in", ["nothing_asked", "not_understood"])),
                    _connector="OR",
                ),
                name="text_outcome_known",
            ),
        ),
    ]
