import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.casework.steps
import interaction.privacy.encryption
import interaction.publicity.steps
import interaction.replies.steps
import interaction.supervision.steps
import requests_app.charging
import requests_app.deciding
import requests_app.delivering
import requests_app.excessive_requests
import requests_app.inquiries
import requests_app.intake
import requests_app.proactive
import requests_app.remedying
from interaction.first_tables import CreateModels

# The states that a case of this channel can have.
STATES = (
    "submitted", "registered", "correction", "accepted", "handling", "payment", "reviewing", "signing",
    "delivering", "replied", "published", "closed", "abandoned", "withdrawn",
)  # fmt: skip
LISTED = ", ".join(f"'{state}'" for state in STATES)
STATE_KNOWN = f"""
ALTER TABLE casework_case ADD CONSTRAINT disclosure_state_known
    CHECK (channel <> 'disclosure' OR state IN ({LISTED}));
"""
STATE_KNOWN_BACK = "ALTER TABLE casework_case DROP CONSTRAINT disclosure_state_known;"

APPEND_ONLY = """
CREATE TRIGGER annual_entry_append_only BEFORE UPDATE OR DELETE ON requests_app_annualentry
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_entry_not_truncated BEFORE TRUNCATE ON requests_app_annualentry
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER annual_report_not_deleted BEFORE DELETE ON requests_app_annualreport
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER ledger_export_append_only BEFORE UPDATE OR DELETE ON requests_app_ledgerexport
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER ledger_export_append_only ON requests_app_ledgerexport;
DROP TRIGGER annual_report_not_deleted ON requests_app_annualreport;
DROP TRIGGER annual_entry_not_truncated ON requests_app_annualentry;
DROP TRIGGER annual_entry_append_only ON requests_app_annualentry;
"""

# Handed in is handed in: only going back to the draft lets figures and texts change again.
FROZEN = """
CREATE FUNCTION requests_app_annual_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.organ_id <> OLD.organ_id OR NEW.year <> OLD.year
        OR (OLD.snapshot IS NOT NULL AND NEW.snapshot IS NOT NULL AND NEW.snapshot <> OLD.snapshot)
        OR (NEW.state = OLD.state AND NEW.published_on IS DISTINCT FROM OLD.published_on) THEN
        RAISE EXCEPTION 'annual report %: what was handed in does not change', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annual_report_frozen BEFORE UPDATE ON requests_app_annualreport
    FOR EACH ROW EXECUTE FUNCTION requests_app_annual_report_frozen();
CREATE FUNCTION requests_app_annual_entry_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM requests_app_annualreport WHERE id = NEW.report_id) <> 'draft' THEN
        RAISE EXCEPTION 'annual report %: edited only as a draft', NEW.report_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annual_entry_in_draft BEFORE INSERT ON requests_app_annualentry
    FOR EACH ROW EXECUTE FUNCTION requests_app_annual_entry_in_draft();
"""
FROZEN_BACK = """
DROP TRIGGER annual_entry_in_draft ON requests_app_annualentry;
DROP FUNCTION requests_app_annual_entry_in_draft();
DROP TRIGGER annual_report_frozen ON requests_app_annualreport;
DROP FUNCTION requests_app_annual_report_frozen();
"""

# A report changes with an entry of its log alone, and stands where its last entry left it.
FOLLOWS_THE_LOG = """
CREATE TRIGGER annual_report_changes_with_an_entry BEFORE UPDATE ON requests_app_annualreport
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER annual_report_stands_by_the_log AFTER INSERT OR UPDATE ON requests_app_annualreport
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('annualreport', 'id', 'state', 'draft');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER annual_report_stands_by_the_log ON requests_app_annualreport;
DROP TRIGGER annual_report_changes_with_an_entry ON requests_app_annualreport;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workflow", "0001_initial"),
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
        ("organs", "__first__"),
        ("replies", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="DisclosureRequest",
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
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("information", "获取政府信息"),
                                    ("own_record", "更正与本人（本单位）相关的政府信息记录"),
                                ],
                                default="information",
                                max_length=12,
                                verbose_name="申请事项",
                            ),
                        ),
                        ("wanted", models.TextField(verbose_name="所需信息")),
                        ("manner", models.CharField(max_length=12, verbose_name="提供形式")),
                        ("way", models.CharField(max_length=12, verbose_name="获取方式")),
                        ("oral", models.BooleanField(default=False, verbose_name="口头申请")),
                        ("correction_requested", models.BooleanField(default=False)),
                        ("correction_by", models.DateField(null=True)),
                        ("corrected_late", models.BooleanField(db_default=False, default=False)),
                        ("extended", models.BooleanField(default=False)),
                        ("delayed", models.BooleanField(default=False)),
                        ("reasons_asked_on", models.DateField(null=True)),
                        ("reasons_by", models.DateField(null=True)),
                        ("reasons_given", models.BooleanField(default=False)),
                        ("consulted", models.BooleanField(default=False)),
                        ("charged", models.BooleanField(default=False)),
                        ("remedied", models.BooleanField(default=False)),
                        ("decision", models.CharField(blank=True, default="", max_length=40, verbose_name="决定类型")),
                        ("outcome_row", models.CharField(blank=True, default="", max_length=8)),
                        ("outcome_on", models.DateField(null=True)),
                        (
                            "ledger_number",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="原受理编号"),
                        ),
                    ],
                    options={
                        "verbose_name": "依申请公开",
                        "indexes": [
                            models.Index(fields=["outcome_on"], name="request_outcome_on"),
                            models.Index(
                                condition=models.Q(("ledger_number", ""), _negated=True),
                                fields=["ledger_number"],
                                name="request_ledger_number",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome_on__isnull", True), ("outcome_row", "")),
                                    models.Q(
                                        models.Q(("outcome_row", ""), _negated=True), ("outcome_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="request_outcome_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("matter__in", ["information", "own_record"])),
                                name="request_matter_known",
                            ),
                        ],
                    },
                    bases=(
                        requests_app.intake.IntakeActions,
                        interaction.casework.steps.DispatchActions,
                        interaction.casework.steps.HandBackActions,
                        requests_app.inquiries.InquiryActions,
                        requests_app.excessive_requests.ExcessiveRequestActions,
                        requests_app.charging.FeeActions,
                        requests_app.deciding.DecisionActions,
                        interaction.replies.steps.DraftActions,
                        requests_app.delivering.DeliveryActions,
                        interaction.publicity.steps.PublicationActions,
                        requests_app.remedying.RemedyActions,
                        interaction.supervision.steps.SupervisionActions,
                        requests_app.proactive.ProactiveActions,
                        interaction.casework.steps.PartyActions,
                        interaction.casework.steps.RevealPartyActions,
                        "casework.case",
                    ),
                ),
                migrations.CreateModel(
                    name="LedgerExport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveBigIntegerField(null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LedgerImport",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.TextField()),
                        ("size", models.PositiveBigIntegerField()),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "state",
                            models.TextField(
                                choices=[
                                    ("waiting", "正在检查"),
                                    ("checked", "检查通过，等您确认"),
                                    ("confirmed", "正在导入"),
                                    ("done", "已导入"),
                                    ("faulty", "有错误，没有导入"),
                                    ("failed", "系统出错，没有导入"),
                                    ("discarded", "已取消"),
                                ],
                                default="waiting",
                            ),
                        ),
                        ("held", models.BooleanField(default=True)),
                        ("attempts", models.PositiveBigIntegerField(default=0)),
                        ("total", models.PositiveBigIntegerField(default=0)),
                        ("done", models.PositiveBigIntegerField(default=0)),
                        ("rows", models.PositiveBigIntegerField(default=0)),
                        ("new", models.PositiveBigIntegerField(default=0)),
                        ("known", models.PositiveBigIntegerField(default=0)),
                        ("said", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["waiting", "checked", "confirmed", "done", "faulty", "failed", "discarded"],
                                    )
                                ),
                                name="ledger_import_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["waiting", "checked", "confirmed"]), _negated=True),
                                    ("held", True),
                                    _connector="OR",
                                ),
                                name="ledger_import_has_its_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField()),
                        ("asked_last", models.DateField()),
                        ("applicants", models.PositiveBigIntegerField()),
                        ("suggested", models.BooleanField(default=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("published", "已纳入主动公开"), ("not_published", "不纳入主动公开")],
                                default="",
                            ),
                        ),
                        ("settled_on", models.DateField(null=True)),
                        ("said", models.TextField(blank=True, default="")),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("outcome", ""),
                                    models.Q(("applicants__gte", 2), ("suggested", True), _connector="OR"),
                                ),
                                fields=["organ", "-asked_last"],
                                name="topic_of_several",
                            ),
                            models.Index(
                                condition=models.Q(("outcome", ""), _negated=True),
                                fields=["organ", "-settled_on"],
                                name="topic_settled",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("settled_on__isnull", True)),
                                    models.Q(
                                        ("outcome__in", ["published", "not_published"]),
                                        ("settled_on__isnull", False),
                                        models.Q(("said", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="topic_outcome_said",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnnualReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("year", models.PositiveBigIntegerField()),
                        (
                            "state",
                            models.TextField(
                                choices=[
                                    ("draft", "编写中"),
                                    ("submitted", "待签发"),
                                    ("signed", "待公布"),
                                    ("published", "已公布"),
                                ],
                                default="draft",
                            ),
                        ),
                        ("snapshot", models.JSONField(null=True)),
                        ("published_on", models.DateField(null=True)),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annual_reports",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organ", "year"), name="annual_report_once"),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (2000, 2100))), name="annual_report_year_possible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("snapshot__isnull", True), ("state", "draft")),
                                    models.Q(
                                        ("snapshot__isnull", False), ("state__in", ["submitted", "signed", "published"])
                                    ),
                                    _connector="OR",
                                ),
                                name="annual_report_frozen_once_handed_in",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_on__isnull", False), ("state", "published")),
                                    models.Q(
                                        models.Q(("state", "published"), _negated=True), ("published_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="annual_report_published_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tariff",
                            models.CharField(choices=[("item", "按件计收"), ("page", "按量计收")], max_length=4),
                        ),
                        ("count", models.PositiveIntegerField()),
                        ("before", models.PositiveIntegerField(default=0)),
                        ("yuan", models.PositiveIntegerField()),
                        ("noticed_on", models.DateField()),
                        ("pay_by", models.DateField()),
                        ("paid_on", models.DateField(null=True)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fee",
                                to="requests_app.disclosurerequest",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="replies.document"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("tariff__in", ["item", "page"])), name="fee_tariff_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("yuan__gt", 0)), name="fee_is_charged"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remedy",
                    fields=[
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reconsideration", "行政复议"),
                                    ("litigation_direct", "行政诉讼（未经复议直接起诉）"),
                                    ("litigation_after", "行政诉讼（复议后起诉）"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("filed_on", models.DateField()),
                        ("body", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("upheld", "结果维持"),
                                    ("corrected", "结果纠正"),
                                    ("other", "其他结果"),
                                    ("pending", "尚未审结"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remedies",
                                to="requests_app.disclosurerequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["filed_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["reconsideration", "litigation_direct", "litigation_after"])
                                ),
                                name="remedy_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("result", "pending")),
                                    models.Q(
                                        ("decided_on__isnull", False), ("result__in", ["upheld", "corrected", "other"])
                                    ),
                                    _connector="OR",
                                ),
                                name="remedy_result_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TopicKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.BigIntegerField()),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keys",
                                to="requests_app.topic",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organ", "key"], name="topic_key")],
                    },
                ),
                migrations.CreateModel(
                    name="AnnualEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.TextField()),
                        ("version", models.PositiveBigIntegerField()),
                        ("text", models.TextField(blank=True, default="")),
                        ("figures", models.JSONField(null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="requests_app.annualreport",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "part", "version"), name="annual_entry_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("figures__isnull", False), ("part", "table2"), ("text", "")),
                                    models.Q(
                                        ("figures__isnull", True),
                                        (
                                            "part__in",
                                            ["overview", "proactive", "requests", "remedies", "problems", "other"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="annual_entry_part_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThirdPartyInquiry",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("third_party", "第三方"), ("other_organ", "其他机关")], max_length=12
                            ),
                        ),
                        ("name", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("contact", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("what", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("asked_on", models.DateField()),
                        ("answer_by", models.DateField()),
                        (
                            "position",
                            models.CharField(
                                blank=True,
                                choices=[("agrees", "同意公开"), ("objects", "不同意公开"), ("silent", "逾期未反馈")],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("answered_on", models.DateField(null=True)),
                        ("reasons", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="replies.document"
                            ),
                        ),
                        (
                            "notified",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="replies.document",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inquiries",
                                to="requests_app.disclosurerequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["third_party", "other_organ"])),
                                name="consultation_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position__in", ["", "agrees", "objects", "silent"])),
                                name="consultation_position_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", False), ("position__in", ["agrees", "objects"])),
                                    models.Q(("answered_on__isnull", True), ("position__in", ["", "silent"])),
                                    _connector="OR",
                                ),
                                name="consultation_answer_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TopicRequest",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="asked_with",
                                serialize=False,
                                to="requests_app.disclosurerequest",
                            ),
                        ),
                        ("applicant", models.CharField(blank=True, default="")),
                        ("asked_on", models.DateField()),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="requests_app.topic",
                            ),
                        ),
                    ],
                ),
            ]
        ),
        migrations.RunSQL(STATE_KNOWN, STATE_KNOWN_BACK),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FROZEN, FROZEN_BACK),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
