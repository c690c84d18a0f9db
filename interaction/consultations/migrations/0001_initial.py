import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels

APPEND_ONLY = """
CREATE TRIGGER opinion_not_deleted BEFORE DELETE ON consultations_opinion
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER feedback_report_frozen BEFORE UPDATE OR DELETE ON consultations_feedbackreport
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER feedback_report_frozen ON consultations_feedbackreport;
DROP TRIGGER opinion_not_deleted ON consultations_opinion;
"""

# A.15: what is published is what opinions are on. A.18: what was told to the public of their adoption stays told.
FROZEN = """
CREATE FUNCTION consultations_refuse_when_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held bigint := coalesce(NEW.consultation_id, OLD.consultation_id);
BEGIN
    IF EXISTS (SELECT 1 FROM consultations_consultation c WHERE c.id = held
               AND CASE TG_ARGV[0] WHEN 'published' THEN c.published_at IS NOT NULL ELSE c.reported_on IS NOT NULL END)
    THEN
        RAISE EXCEPTION '% is frozen: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER clause_frozen BEFORE INSERT OR UPDATE OR DELETE ON consultations_clause
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('published');
CREATE TRIGGER opinion_group_frozen BEFORE INSERT OR UPDATE OR DELETE ON consultations_opiniongroup
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('reported');
CREATE TRIGGER opinion_frozen_in_its_group BEFORE INSERT OR UPDATE OF group_id ON consultations_opinion
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_when_frozen('reported');
"""
FROZEN_BACK = """
DROP TRIGGER opinion_frozen_in_its_group ON consultations_opinion;
DROP TRIGGER opinion_group_frozen ON consultations_opiniongroup;
DROP TRIGGER clause_frozen ON consultations_clause;
DROP FUNCTION consultations_refuse_when_frozen();
"""

# (kind, columns that change without an entry of the log: what is counted or forgotten)
DOCUMENTS = [
    {"kind": "consultation", "free": "opinions_received,forgotten_on"},
    {"kind": "survey", "free": "answers_received"},
    {"kind": "catalogue", "free": ""},
]
FOLLOWS_THE_LOG = """
CREATE TRIGGER %(kind)s_changes_with_an_entry BEFORE UPDATE ON consultations_%(kind)s
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('%(free)s');
CREATE CONSTRAINT TRIGGER %(kind)s_stands_by_the_log AFTER INSERT OR UPDATE ON consultations_%(kind)s
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('%(kind)s', 'id', 'stage', 'draft');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER %(kind)s_stands_by_the_log ON consultations_%(kind)s;
DROP TRIGGER %(kind)s_changes_with_an_entry ON consultations_%(kind)s;
"""


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
                    name="Catalogue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "stage",
                            models.TextField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待审定"),
                                    ("published", "已公布"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="公布机关",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "重大行政决策事项目录",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stage", "withdrawn"), _negated=True),
                                fields=("year", "organ"),
                                name="catalogue_once_a_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stage__in", ["draft", "submitted", "published", "withdrawn"])),
                                name="catalogue_stage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (2000, 2100))), name="catalogue_year_possible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_on__isnull", True), ("stage__in", ["draft", "submitted"])),
                                    models.Q(
                                        ("published_on__isnull", False), ("stage__in", ["published", "withdrawn"])
                                    ),
                                    _connector="OR",
                                ),
                                name="catalogue_published_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("explanation", models.TextField(verbose_name="起草说明")),
                        ("other_ways", models.TextField(blank=True, default="", verbose_name="其他提出意见的方式")),
                        ("opens_on", models.DateField(verbose_name="开始日期")),
                        ("closes_on", models.DateField(verbose_name="截止日期")),
                        ("shortened_because", models.TextField(blank=True, default="", verbose_name="缩短期限的理由")),
                        (
                            "stage",
                            models.TextField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待审定"),
                                    ("published", "已公布"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("report_submitted", models.BooleanField(default=False)),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                        ("forgotten_on", models.DateField(blank=True, null=True)),
                        ("opinions_received", models.PositiveIntegerField(default=0, verbose_name="意见条数")),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="征集机关",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "意见征集",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stage", "published")),
                                fields=["-opens_on", "-id"],
                                name="consultation_newest",
                            ),
                            models.Index(
                                condition=models.Q(("stage", "published")),
                                fields=["organ", "-opens_on", "-id"],
                                name="consultation_of_organ",
                            ),
                            models.Index(
                                condition=models.Q(("reported_on__isnull", True), ("stage", "published")),
                                fields=["closes_on"],
                                name="consultation_unanswered",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stage__in", ["draft", "submitted", "published", "withdrawn"])),
                                name="consultation_stage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("explanation", ""), _negated=True)
                                ),
                                name="consultation_explained",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="consultation_opens_before_it_closes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "closes_on__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("opens_on"), "+", models.Value(datetime.timedelta(days=29))
                                        ),
                                    ),
                                    models.Q(("shortened_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="consultation_thirty_days_or_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", True), ("stage__in", ["draft", "submitted"])),
                                    models.Q(
                                        ("published_at__isnull", False), ("stage__in", ["published", "withdrawn"])
                                    ),
                                    _connector="OR",
                                ),
                                name="consultation_published_at_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reported_on__isnull", True),
                                    models.Q(("report_submitted", True), ("reported_on__gt", models.F("closes_on"))),
                                    _connector="OR",
                                ),
                                name="consultation_answered_after_it_closed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("matter", models.CharField(max_length=120, verbose_name="决策事项")),
                        ("timetable", models.CharField(max_length=120, verbose_name="决策时间")),
                        ("way", models.CharField(max_length=200, verbose_name="公众参与方式")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "未启动"),
                                    ("preparing", "办理中"),
                                    ("decided", "已决策"),
                                    ("dropped", "不再列入"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="进展",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, default="", verbose_name="结果")),
                        (
                            "catalogue",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="consultations.catalogue",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="承办单位",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="catalogue_items",
                                to="consultations.consultation",
                                verbose_name="意见征集",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "决策事项",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("catalogue", "position"), name="catalogue_item_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "preparing"]),
                                    models.Q(
                                        ("state__in", ["decided", "dropped"]), models.Q(("outcome", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="catalogue_item_ends_with_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("heading", models.CharField(blank=True, default="", max_length=60)),
                        ("label", models.CharField(max_length=20)),
                        ("text", models.TextField()),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="consultations.consultation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("consultation", "position"), name="clause_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("hearing", "听证会"), ("sitting", "列席会议")],
                                max_length=8,
                                verbose_name="形式",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("held_on", models.DateField(verbose_name="日期")),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("selection", models.TextField(blank=True, default="", verbose_name="参加人遴选办法")),
                        ("materials_on", models.DateField(blank=True, null=True, verbose_name="材料送达日期")),
                        (
                            "record_confirmed",
                            models.BooleanField(default=False, verbose_name="记录已经参加人确认并签字"),
                        ),
                        ("outcome", models.TextField(blank=True, default="", verbose_name="情况")),
                        ("adoption", models.TextField(blank=True, default="", verbose_name="意见采纳情况")),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearings",
                                to="consultations.consultation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "听证和列席",
                        "ordering": ["held_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["hearing", "sitting"])), name="hearing_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "sitting"),
                                    models.Q(
                                        (
                                            "held_on__gte",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("materials_on"), "+", models.Value(datetime.timedelta(days=7))
                                            ),
                                        ),
                                        ("materials_on__isnull", False),
                                        models.Q(("selection", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="hearing_materials_seven_days_before",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adoption", ""), ("outcome", "")),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("adoption", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="hearing_recorded_with_adoption",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "sitting"), ("outcome", ""), ("record_confirmed", True), _connector="OR"
                                ),
                                name="hearing_record_confirmed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpinionGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("summary", models.TextField(verbose_name="意见归纳")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("adopted", "采纳"), ("partly", "部分采纳"), ("not_adopted", "未采纳")],
                                default="",
                                max_length=12,
                                verbose_name="采纳情况",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, default="", verbose_name="理由")),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="consultations.consultation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "意见归类",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("consultation", "position"), name="opinion_group_once"),
                            models.CheckConstraint(
                                condition=models.Q(("summary", ""), _negated=True), name="opinion_group_says_what"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", ""),
                                    models.Q(
                                        ("outcome__in", ["adopted", "partly", "not_adopted"]),
                                        models.Q(("reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="opinion_group_decided_with_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("intro", models.TextField(verbose_name="说明")),
                        ("opens_on", models.DateField(verbose_name="开始日期")),
                        ("closes_on", models.DateField(verbose_name="截止日期")),
                        ("live_results", models.BooleanField(default=False, verbose_name="进行中就公开结果")),
                        (
                            "stage",
                            models.TextField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待审定"),
                                    ("published", "已公布"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                            ),
                        ),
                        ("answers_received", models.PositiveIntegerField(default=0, verbose_name="份数")),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="consultations.consultation",
                                verbose_name="有关的意见征集",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="调查机关",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "问卷调查",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stage", "published")),
                                fields=["-opens_on", "-id"],
                                name="survey_newest",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stage__in", ["draft", "submitted", "published", "withdrawn"])),
                                name="survey_stage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="survey_opens_before_it_closes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackReport",
                    fields=[
                        (
                            "consultation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="report",
                                serialize=False,
                                to="consultations.consultation",
                            ),
                        ),
                        ("overview", models.TextField(verbose_name="总体情况")),
                        ("following", models.TextField(blank=True, default="", verbose_name="下一步")),
                        ("figures", models.JSONField(null=True)),
                        ("published_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "采纳情况反馈",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("overview", ""), _negated=True),
                                name="feedback_report_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("figures__isnull", True), ("published_at__isnull", True)),
                                    models.Q(("figures__isnull", False), ("published_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="feedback_report_frozen_when_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Annex",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=120)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("added_at", models.DateTimeField()),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="annexes",
                                to="consultations.consultation",
                            ),
                        ),
                        (
                            "hearing",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="consultations.hearing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["added_at", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("party", "利害关系人代表"),
                                    ("public", "群众代表"),
                                    ("business", "企业和社会组织代表"),
                                    ("expert", "专家"),
                                    ("media", "新闻媒体"),
                                    ("delegate", "人大代表、政协委员"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "hearing",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="consultations.hearing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("hearing", "kind"), name="attendance_kind_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="attendance_of_somebody"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                        ("query_key_id", models.PositiveSmallIntegerField()),
                        ("submission", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[("web", "网上提交"), ("letter", "信函、邮件"), ("meeting", "座谈会、听证会")],
                                max_length=8,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "from_kind",
                            models.CharField(
                                choices=[("person", "个人"), ("organisation", "单位")],
                                max_length=12,
                                verbose_name="提出人",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("text", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("name", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("phone", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("email", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("person", models.CharField(max_length=64)),
                        ("people", models.PositiveSmallIntegerField(default=1, verbose_name="人数")),
                        ("may_quote", models.BooleanField(default=False, verbose_name="同意公开")),
                        (
                            "shown",
                            models.CharField(
                                choices=[("waiting", "待审看"), ("shown", "已公开"), ("hidden", "不公开")],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("abusive", "侮辱、谩骂"),
                                    ("personal", "内容全是他人个人信息"),
                                    ("advertising", "广告"),
                                    ("off_topic", "与征集事项无关"),
                                    ("no_consent", "提出人不同意公开"),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="不公开的理由",
                            ),
                        ),
                        ("public_text", models.TextField(blank=True, default="")),
                        (
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="consultations.clause",
                                verbose_name="针对的条款",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="consultations.consultation",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="consultations.opiniongroup",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "意见",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("shown", "shown")),
                                fields=["consultation", "-number"],
                                name="opinion_shown",
                            ),
                            models.Index(fields=["consultation", "shown", "-number"], name="opinion_on_the_desk"),
                            models.Index(fields=["consultation", "person"], name="opinion_of_person"),
                            models.Index(fields=["group"], name="opinion_of_group"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["web", "letter", "meeting"])),
                                name="opinion_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_kind__in", ["person", "organisation"])),
                                name="opinion_from_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1)), name="opinion_from_somebody"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("entered_by__isnull", True), ("people", 1), ("source", "web")),
                                    models.Q(("entered_by__isnull", False), ("source__in", ["letter", "meeting"])),
                                    _connector="OR",
                                ),
                                name="opinion_entered_by_staff_unless_web",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ground", ""), ("public_text", ""), ("shown", "waiting")),
                                    models.Q(
                                        ("ground", ""),
                                        ("may_quote", True),
                                        ("shown", "shown"),
                                        models.Q(("public_text", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("public_text", ""),
                                        ("shown", "hidden"),
                                        (
                                            "ground__in",
                                            ["abusive", "personal", "advertising", "off_topic", "no_consent"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="opinion_shown_by_consent_or_hidden_with_ground",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("single", "单选"), ("several", "多选"), ("scale", "打分"), ("text", "问答")],
                                max_length=8,
                            ),
                        ),
                        ("text", models.CharField(max_length=200)),
                        ("required", models.BooleanField(default=True)),
                        ("answered", models.PositiveIntegerField(default=0)),
                        (
                            "survey",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="consultations.survey",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("survey", "position"), name="question_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["single", "several", "scale", "text"])),
                                name="question_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        ("submission", models.UUIDField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="consultations.survey",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=100)),
                        ("chosen", models.PositiveIntegerField(default=0)),
                        (
                            "question",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="consultations.question",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [models.UniqueConstraint(fields=("question", "position"), name="choice_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyPart",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("words", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        (
                            "answer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="consultations.surveyanswer",
                            ),
                        ),
                        ("chosen", models.ManyToManyField(related_name="+", to="consultations.choice")),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="consultations.question",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("answer", "question"), name="survey_part_once")
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(FROZEN, FROZEN_BACK),
        *(migrations.RunSQL(FOLLOWS_THE_LOG % facts, FOLLOWS_THE_LOG_BACK % facts) for facts in DOCUMENTS),
    ]
