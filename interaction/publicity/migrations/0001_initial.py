import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels

APPEND_ONLY = """
CREATE TRIGGER publication_change_append_only BEFORE UPDATE OR DELETE ON publicity_publicationchange
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER publication_change_append_only ON publicity_publicationchange;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16)),
                        ("number", models.CharField(max_length=32, verbose_name="编号")),
                        ("kind", models.CharField(blank=True, default="", max_length=40, verbose_name="类别")),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("content", models.TextField(verbose_name="内容")),
                        ("reply", models.TextField(verbose_name="答复")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("replied_on", models.DateField(verbose_name="答复日期")),
                        ("workdays", models.PositiveIntegerField(null=True, verbose_name="办理工作日")),
                        ("published_at", models.DateTimeField(verbose_name="公开时间")),
                        ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="满意度")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publication",
                                to="casework.case",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="答复机关",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开的答复",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["-replied_on", "-id"],
                                name="publication_newest",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["channel", "-replied_on", "-id"],
                                name="publication_of_channel",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["organ", "-replied_on", "-id"],
                                name="publication_of_organ",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["kind", "-replied_on", "-id"],
                                name="publication_of_kind",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["organ", "kind", "-replied_on", "-id"],
                                name="publication_of_organ_kind",
                            ),
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["-received_on", "-id"],
                                name="publication_received",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                                name="publication_stars_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("replied_on__gte", models.F("received_on"))),
                                name="publication_replied_after_received",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.TextField(
                                choices=[("corrected", "更正"), ("withdrawn", "撤下")], verbose_name="办理"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("corrected", models.TextField(blank=True, default="", verbose_name="更正内容")),
                        ("reason", models.TextField(verbose_name="理由")),
                        ("earlier", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="机关",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="publicity.publication",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开内容的变更",
                        "ordering": ["at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["corrected", "withdrawn"])),
                                name="publication_change_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="publication_change_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "withdrawn")),
                                fields=("publication",),
                                name="publication_withdrawn_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationWords",
                    fields=[
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="words",
                                serialize=False,
                                to="publicity.publication",
                            ),
                        ),
                        ("typical", models.BooleanField(default=False)),
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["words"], name="publication_words"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                condition=models.Q(("typical", True)),
                                fastupdate=False,
                                fields=["words"],
                                name="typical_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TypicalReply",
                    fields=[
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="typical",
                                serialize=False,
                                to="publicity.publication",
                            ),
                        ),
                        ("question", models.TextField(blank=True, default="", verbose_name="问法")),
                        ("pinned_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "典型答复",
                        "indexes": [models.Index(fields=["-pinned_at", "-publication"], name="typical_newest")],
                    },
                ),
            ]
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
    ]
