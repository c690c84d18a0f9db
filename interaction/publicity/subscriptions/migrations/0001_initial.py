import uuid

import django.db.models.deletion
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "address",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="电子邮箱"),
                        ),
                        (
                            "address_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, default="", editable=False, max_length=64, of="address"
                            ),
                        ),
                        ("channel", models.CharField(blank=True, default="", max_length=16, verbose_name="渠道")),
                        ("kind", models.CharField(blank=True, default="", max_length=40, verbose_name="类别")),
                        (
                            "words",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="检索词"),
                        ),
                        ("wanted", models.CharField(max_length=64)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("daily", "每天汇总一次（上午八点后，没有新内容不发）"),
                                    ("at_once", "有新内容就发"),
                                ],
                                default="daily",
                                max_length=8,
                                verbose_name="多久发一次",
                            ),
                        ),
                        ("language", models.CharField(default="zh-hans", max_length=8)),
                        ("asked_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("mails", models.PositiveIntegerField(default=0)),
                        ("mailed_on", models.DateField(null=True)),
                        (
                            "organ",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "邮件订阅",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at__isnull", True)),
                                fields=["asked_at"],
                                name="subscription_unconfirmed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("address_index", "wanted"), name="subscription_once"),
                            models.CheckConstraint(
                                condition=models.Q(("rhythm__in", ["daily", "at_once"])),
                                name="subscription_rhythm_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="News",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="search.indexrow"
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="news",
                                to="subscriptions.subscription",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("subscription", "row"), name="news_once")],
                    },
                ),
            ]
        ),
    ]
