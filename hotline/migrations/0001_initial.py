import django.db.models.deletion
from django.db import migrations, models

import hotline.calling_back
import hotline.checking
import hotline.handling
import hotline.intake_actions
import hotline.upstream
import interaction.casework.assisting
import interaction.casework.classification
import interaction.casework.merging
import interaction.casework.returning
import interaction.casework.steps
import interaction.publicity.retention
import interaction.publicity.steps
import interaction.replies.replying
import interaction.replies.steps
import interaction.supervision.steps
from interaction.first_tables import CreateModels

# The states that a case of this channel can have.
STATES = (
    "submitted", "accepted", "handling", "returning", "arbitration", "returning_up", "reviewing", "signing",
    "replied", "closed", "published", "declined", "merged", "returned_up", "withdrawn", "archived",
)  # fmt: skip
LISTED = ", ".join(f"'{state}'" for state in STATES)
STATE_KNOWN = f"""
ALTER TABLE casework_case ADD CONSTRAINT order_state_known
    CHECK (channel <> 'order' OR state IN ({LISTED}));
"""
STATE_KNOWN_BACK = "ALTER TABLE casework_case DROP CONSTRAINT order_state_known;"


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
                    name="CallBackShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(unique=True, verbose_name="生效日期")),
                        (
                            "per_hundred",
                            models.PositiveSmallIntegerField(
                                help_text="100 为全部电话回访，其余只发短信。", verbose_name="每百件回访件数"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回访比例",
                        "verbose_name_plural": "回访比例",
                        "ordering": ["-effective_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("per_hundred__range", (0, 100))), name="call_back_share_in_range"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkOrder",
                    fields=[
                        (
                            "case_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="casework.case",
                            ),
                        ),
                        ("content", models.TextField(verbose_name="正文")),
                        ("place", models.CharField(blank=True, default="", max_length=80, verbose_name="地点")),
                        ("upstream_days", models.PositiveSmallIntegerField(null=True, verbose_name="上级时限")),
                        ("sensitive", models.BooleanField(db_default=False, default=False, verbose_name="敏感")),
                        ("extended", models.BooleanField(default=False)),
                        ("reworked", models.BooleanField(db_default=False, default=False, verbose_name="重办")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("consult", "咨询"),
                                    ("help", "求助"),
                                    ("complain", "投诉"),
                                    ("report", "举报"),
                                    ("suggest", "建议"),
                                    ("praise", "表扬"),
                                ],
                                max_length=16,
                                verbose_name="诉求类型",
                            ),
                        ),
                        ("anonymous", models.BooleanField(default=False, verbose_name="未留电话")),
                        ("direct", models.BooleanField(default=False, verbose_name="当场答复")),
                        ("repeat_of", models.PositiveSmallIntegerField(default=0, verbose_name="此前同一事项")),
                        ("asked", models.BooleanField(default=True, verbose_name="电话回访")),
                        (
                            "settled",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "已解决"), ("partly", "部分解决"), ("no", "未解决")],
                                max_length=8,
                                null=True,
                                verbose_name="是否解决",
                            ),
                        ),
                        ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="满意度")),
                        (
                            "exclusion_asked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unreasonable", "诉求不合理"),
                                    ("unlawful", "诉求不合法"),
                                    ("beyond_powers", "不属于任何单位职权"),
                                ],
                                default="",
                                max_length=16,
                                verbose_name="申请剔除",
                            ),
                        ),
                        ("excluded", models.BooleanField(null=True, verbose_name="剔除")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="hotline.workorder",
                                verbose_name="并入",
                            ),
                        ),
                        (
                            "town",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="所在乡镇",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "热线工单",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_into__isnull", False)),
                                fields=["merged_into"],
                                name="order_followers",
                            ),
                            models.Index(
                                condition=models.Q(("reworked", False), ("settled", "no")),
                                fields=["case_ptr"],
                                name="order_unsettled",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["consult", "help", "complain", "report", "suggest", "praise"])
                                ),
                                name="order_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settled__isnull", True), ("settled__in", ["yes", "partly", "no"]), _connector="OR"
                                ),
                                name="order_settled_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                                name="order_stars_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled__isnull", True), ("stars__isnull", True)),
                                    models.Q(("settled__isnull", False), ("stars__isnull", False)),
                                    _connector="OR",
                                ),
                                name="order_rated_as_a_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("excluded__isnull", True),
                                    models.Q(("exclusion_asked", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="order_excluded_when_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="order_not_joined_to_itself",
                            ),
                        ],
                    },
                    bases=(
                        hotline.intake_actions.IntakeActions,
                        hotline.upstream.UpstreamActions,
                        interaction.casework.classification.ClassifyActions,
                        interaction.casework.merging.MergeActions,
                        interaction.casework.steps.DispatchActions,
                        interaction.casework.assisting.AssistActions,
                        interaction.casework.returning.ReturnActions,
                        hotline.handling.HandlingActions,
                        interaction.replies.replying.ReplyActions,
                        interaction.replies.steps.DraftActions,
                        hotline.calling_back.CallBackActions,
                        hotline.checking.QualityActions,
                        interaction.publicity.steps.PublicationActions,
                        interaction.supervision.steps.SupervisionActions,
                        interaction.publicity.retention.RetentionActions,
                        interaction.casework.steps.PartyActions,
                        interaction.casework.steps.RevealPartyActions,
                        "casework.case",
                        models.Model,
                    ),
                ),
            ]
        ),
        migrations.RunSQL(STATE_KNOWN, STATE_KNOWN_BACK),
    ]
