import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import hotline.exchange.models
import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hotline", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Platform",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^[a-z0-9-]+\\Z")],
                                verbose_name="代码",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
                        (
                            "source",
                            models.CharField(
                                choices=[("city", "市级平台转来"), ("province", "省级平台转来")],
                                max_length=16,
                                verbose_name="级别",
                            ),
                        ),
                        (
                            "secret",
                            interaction.privacy.encryption.SealedField(
                                blank=True, default=hotline.exchange.models.new_secret, verbose_name="密钥"
                            ),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="不填的，由对方查询。",
                                max_length=500,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?([/?#][!-\\[\\]-~]*)?\\Z",
                                        "应当是http或者https地址，不含用户名和密码。",
                                    )
                                ],
                                verbose_name="接收回传的地址",
                            ),
                        ),
                        (
                            "per_minute",
                            models.PositiveSmallIntegerField(
                                default=600,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6000),
                                ],
                                verbose_name="每分钟最多请求",
                            ),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="在用")),
                    ],
                    options={
                        "verbose_name": "上级平台",
                        "verbose_name_plural": "上级平台",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["city", "province"])), name="platform_is_above"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpstreamOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=60)),
                        ("last_taken", models.PositiveIntegerField(default=0)),
                        (
                            "case",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="upstream",
                                to="hotline.workorder",
                            ),
                        ),
                        (
                            "platform",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="exchange.platform",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "上级工单",
                        "constraints": [
                            models.UniqueConstraint(fields=("platform", "number"), name="upstream_order_once"),
                            models.CheckConstraint(
                                condition=models.Q(("case__isnull", False), ("last_taken", 0), _connector="OR"),
                                name="upstream_nothing_taken_before_the_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusReport",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("sequence", models.PositiveIntegerField()),
                        ("status", models.CharField(max_length=20)),
                        ("content", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
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
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, default="", max_length=60)),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="exchange.upstreamorder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回传",
                        "ordering": ["order", "sequence"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "sending"])),
                                fields=["send_after"],
                                name="report_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sent"), _negated=True),
                                fields=["order", "sequence"],
                                name="report_not_sent",
                            ),
                            models.Index(
                                condition=models.Q(("state", "dead")), fields=["send_after"], name="report_dead"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("order", "sequence"), name="report_sequence_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "sending", "sent", "dead"])),
                                name="report_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="report_sent_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sequence__gt", 0)), name="report_sequence_begins_at_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("message_id", models.CharField(max_length=100)),
                        ("sequence", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("order", "工单"),
                                    ("reminder", "催办"),
                                    ("supplement", "补充"),
                                    ("withdrawal", "撤回"),
                                    ("return_granted", "同意退回"),
                                    ("return_refused", "不同意退回"),
                                    ("call_back_result", "回访结果"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("content", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        ("received_at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("waiting", "等待前面的消息"), ("applied", "已办"), ("not_applied", "没有办")],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "platform",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="exchange.platform",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="exchange.upstreamorder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "上级消息",
                        "ordering": ["order", "sequence"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "waiting")),
                                fields=["received_at"],
                                name="message_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("platform", "message_id"), name="message_id_once"),
                            models.UniqueConstraint(fields=("order", "sequence"), name="message_sequence_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "order"), ("sequence", 0)),
                                    models.Q(
                                        (
                                            "kind__in",
                                            [
                                                "reminder",
                                                "supplement",
                                                "withdrawal",
                                                "return_granted",
                                                "return_refused",
                                                "call_back_result",
                                            ],
                                        ),
                                        ("sequence__gt", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="message_order_comes_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome__in", ["waiting", "applied"]), ("reason", "")),
                                    models.Q(("outcome", "not_applied"), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="message_outcome_has_its_reason",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
