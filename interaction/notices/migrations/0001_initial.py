import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("key", models.CharField(max_length=120, unique=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("site", "站内"), ("email", "电子邮件"), ("sms", "短信")], max_length=8
                            ),
                        ),
                        ("address", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("subject", models.CharField(max_length=120)),
                        ("body", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        (
                            "headers",
                            interaction.privacy.encryption.SealedJSONField(blank=True, default=None, null=True),
                        ),
                        ("about_case", models.BigIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待发送"),
                                    ("sending", "发送中"),
                                    ("sent", "已发送"),
                                    ("dead", "发送失败"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("send_after", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, default="", max_length=60)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "staff",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "sending"])),
                                fields=["send_after"],
                                name="notice_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "dead")), fields=["send_after"], name="notice_dead"
                            ),
                            models.Index(
                                condition=models.Q(("about_case__isnull", False)),
                                fields=["about_case"],
                                name="notice_about_case",
                            ),
                            models.Index(
                                condition=models.Q(("channel", "site")),
                                fields=["staff", "-send_after"],
                                name="notice_of_staff",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "site"), ("staff__isnull", False)),
                                    models.Q(("channel__in", ["email", "sms"]), ("staff__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notice_has_one_addressee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "sending", "sent", "dead"])),
                                name="notice_state_known",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
