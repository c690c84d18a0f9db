"""Classes of matters, assisting organs, rulings."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_guards"),
        ("organs", "0002_review_levels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("keywords", models.TextField(blank=True, default="", verbose_name="关键词（每行一个）")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="casework.subject",
                        verbose_name="上级类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "事项类别",
                "verbose_name_plural": "事项类别",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Assist",
            fields=[
                ("asked_on", models.DateField(verbose_name="交办日期")),
                ("part", interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="协办意见")),
                ("answered_on", models.DateField(null=True, verbose_name="反馈日期")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assists", to="casework.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assists",
                        to="organs.organ",
                        verbose_name="协办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "协办",
                "ordering": ["asked_on", "organ"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_on__isnull", True)),
                        fields=["organ", "case"],
                        name="assist_pending",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "organ"), name="assist_organ_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("author__isnull", True)),
                            models.Q(("answered_on__isnull", False), ("author__isnull", False)),
                            _connector="OR",
                        ),
                        name="assist_answer_has_an_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("grounds", interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="理由")),
                ("decided_on", models.DateField(verbose_name="裁定日期")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="casework.case"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="organs.organ",
                        verbose_name="承办单位",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="casework.subject",
                        verbose_name="事项类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "裁定",
                "ordering": ["-decided_on"],
            },
        ),
    ]
