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
        ("replies", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="SupervisionOrder",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "demand",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="督办要求"),
                        ),
                        ("issued_on", models.DateField(verbose_name="发出日期")),
                        ("answer_by", models.DateField(verbose_name="反馈期限")),
                        (
                            "answer",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="反馈情况"),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="反馈日期")),
                        (
                            "answered_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supervision_orders",
                                to="casework.case",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="replies.document"
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="被督办单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "督办单",
                        "ordering": ["issued_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on__isnull", True)),
                                fields=["organ", "answer_by"],
                                name="supervision_open",
                            ),
                            models.Index(
                                condition=models.Q(("answered_on__isnull", False)),
                                fields=["-answered_on"],
                                name="supervision_answered",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_by__isnull", True), ("answered_on__isnull", True)),
                                    models.Q(
                                        ("answered_by__isnull", False), ("answered_on__gte", models.F("issued_on"))
                                    ),
                                    _connector="OR",
                                ),
                                name="supervision_answer_has_an_author",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
