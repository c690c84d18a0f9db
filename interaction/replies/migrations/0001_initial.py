import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=32)),
                        ("title", models.CharField(max_length=120)),
                        ("series", models.CharField(max_length=20)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        ("number", models.CharField(max_length=60, unique=True, verbose_name="文号")),
                        ("dated", models.DateField()),
                        (
                            "verification_code",
                            models.CharField(editable=False, max_length=12, unique=True, verbose_name="核验码"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("issued", "已制发"), ("void", "已作废")], default="issued", max_length=8
                            ),
                        ),
                        (
                            "void_reason",
                            interaction.privacy.encryption.SealedField(
                                blank=True, default=None, null=True, verbose_name="作废原因"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="casework.case",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"
                            ),
                        ),
                        (
                            "pdf",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document",
                                to="casework.attachment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organ", "series", "year", "serial"), name="document_serial_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["issued", "void"])), name="document_state_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("decision", models.CharField(blank=True, default="", max_length=40, verbose_name="决定类型")),
                        (
                            "body",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="答复内容"),
                        ),
                        ("particulars", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        ("written_at", models.DateTimeField()),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="casework.case"
                            ),
                        ),
                        ("files", models.ManyToManyField(related_name="+", to="casework.attachment")),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("case", "version"), name="draft_version_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16, verbose_name="渠道")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("body", models.TextField(verbose_name="内容")),
                        ("active", models.BooleanField(default=True, verbose_name="在用")),
                        (
                            "organ",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "答复模板",
                        "verbose_name_plural": "答复模板",
                        "ordering": ["channel", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organ", "channel", "name"), name="template_name_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("portal", "网上送达"),
                                    ("email", "电子邮件"),
                                    ("post", "邮寄"),
                                    ("in_person", "当面送达"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "proof",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="送达凭证"),
                        ),
                        (
                            "to",
                            interaction.privacy.encryption.SealedField(
                                blank=True, default=None, null=True, verbose_name="受送达人"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="replies.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("method__in", ["portal", "email", "post", "in_person"])),
                                name="delivery_method_known",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
