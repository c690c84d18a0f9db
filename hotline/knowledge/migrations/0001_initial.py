import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
        ("organs", "__first__"),
        ("workflow", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Article",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="问题")),
                        ("body", models.TextField(verbose_name="解答")),
                        ("basis", models.CharField(blank=True, default="", max_length=200, verbose_name="政策依据")),
                        (
                            "contact",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="经办人电话、地点"),
                        ),
                        ("valid_until", models.DateField(verbose_name="有效期至")),
                        ("withdrawn", models.BooleanField(default=False, verbose_name="停用")),
                        ("words", django.contrib.postgres.search.SearchVectorField(editable=False)),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="维护单位",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
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
                    options={
                        "verbose_name": "知识条目",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                condition=models.Q(("withdrawn", False)),
                                fastupdate=False,
                                fields=["words"],
                                name="article_words",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn", False)),
                                fields=["organ", "valid_until", "id"],
                                name="article_of_organ",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)
                                ),
                                name="article_says_something",
                            ),
                            models.UniqueConstraint(fields=("organ", "title"), name="article_title_once_an_organ"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=500, verbose_name="哪里不对")),
                        ("at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, default="", max_length=500, verbose_name="处理")),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="knowledge.article",
                                verbose_name="知识条目",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "知识纠错",
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=["article"],
                                name="report_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("answered_at__gte", models.F("at")),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_answered_as_a_whole",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
