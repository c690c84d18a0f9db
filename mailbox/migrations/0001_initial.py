import django.db.models.deletion
from django.db import migrations, models

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
import mailbox.follow_up
import mailbox.intake_actions
import mailbox.screening
import mailbox.signing
from interaction.first_tables import CreateModels

# The states that a case of this channel can have.
STATES = (
    "submitted", "accepted", "handling", "returning", "arbitration", "reviewing", "signing", "replied",
    "published", "closed", "declined", "merged", "converted", "withdrawn", "archived",
)  # fmt: skip
LISTED = ", ".join(f"'{state}'" for state in STATES)
STATE_KNOWN = f"""
ALTER TABLE casework_case ADD CONSTRAINT letter_state_known
    CHECK (channel <> 'letter' OR state IN ({LISTED}));
"""
STATE_KNOWN_BACK = "ALTER TABLE casework_case DROP CONSTRAINT letter_state_known;"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
        ("publicity", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Mailbox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=120, verbose_name="英文名称"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                        ("open", models.BooleanField(default=True, verbose_name="开放")),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mailboxes",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "信箱",
                        "verbose_name_plural": "信箱",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                                    ("consultation", "咨询"),
                                    ("request", "求助"),
                                    ("complaint", "投诉"),
                                    ("report", "举报"),
                                    ("suggestion", "建议"),
                                    ("thanks", "感谢"),
                                ],
                                max_length=16,
                                verbose_name="来信类型",
                            ),
                        ),
                        (
                            "batch",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=60, verbose_name="节目、期次"
                            ),
                        ),
                        ("conversion_proposed", models.BooleanField(db_default=False, default=False)),
                        ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="满意度")),
                        ("settled", models.BooleanField(null=True, verbose_name="是否解决")),
                        ("rework_refused", models.BooleanField(db_default=False, default=False)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="mailbox.letter",
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
                        (
                            "mailbox",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="mailbox.mailbox",
                                verbose_name="信箱",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领导信箱来信",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_into__isnull", False)),
                                fields=["merged_into"],
                                name="letter_followers",
                            ),
                            models.Index(
                                condition=models.Q(
                                    models.Q(("stars__lte", 2), ("settled", False), _connector="OR"),
                                    ("rework_refused", False),
                                    ("reworked", False),
                                ),
                                fields=["case_ptr"],
                                name="letter_badly_rated",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["consultation", "request", "complaint", "report", "suggestion", "thanks"],
                                    )
                                ),
                                name="letter_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                                name="letter_stars_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="letter_not_merged_into_itself",
                            ),
                        ],
                    },
                    bases=(
                        mailbox.intake_actions.IntakeActions,
                        mailbox.screening.ScreeningActions,
                        interaction.casework.classification.ClassifyActions,
                        interaction.casework.merging.MergeActions,
                        interaction.casework.steps.DispatchActions,
                        interaction.casework.assisting.AssistActions,
                        interaction.casework.returning.ReturnActions,
                        interaction.replies.replying.ReplyActions,
                        interaction.replies.steps.DraftActions,
                        mailbox.signing.SignOffActions,
                        mailbox.follow_up.FollowUpActions,
                        interaction.publicity.steps.PublicationActions,
                        interaction.supervision.steps.SupervisionActions,
                        interaction.publicity.retention.RetentionActions,
                        interaction.casework.steps.PartyActions,
                        interaction.casework.steps.RevealPartyActions,
                        "casework.case",
                        models.Model,
                    ),
                ),
                migrations.CreateModel(
                    name="PublishedLetter",
                    fields=[
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="publicity.publication",
                            ),
                        ),
                        (
                            "mailbox",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="mailbox.mailbox",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["mailbox", "-publication"], name="published_in_mailbox")],
                    },
                ),
            ]
        ),
        migrations.RunSQL(STATE_KNOWN, STATE_KNOWN_BACK),
    ]
