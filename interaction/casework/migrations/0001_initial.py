import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django_fsm
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels

APPEND_ONLY = """
CREATE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON casework_event
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER event_not_truncated BEFORE TRUNCATE ON casework_event
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
-- Words may be erased (personal data has an end), never rewritten.
CREATE TRIGGER words_not_rewritten BEFORE UPDATE ON casework_eventwords
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER words_not_rewritten ON casework_eventwords;
DROP TRIGGER event_not_truncated ON casework_event;
DROP TRIGGER event_append_only ON casework_event;
DROP FUNCTION casework_refuse_change();
"""

# Checked when the transaction commits: the case's state is the one its last event left.
STATE_FOLLOWS_EVENTS = """
CREATE FUNCTION casework_state_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_state text;
    left_state text;
BEGIN
    SELECT held.state, (SELECT event.state_after FROM casework_event event
                        WHERE event.case_id = held.id ORDER BY event.seq DESC LIMIT 1)
    INTO now_state, left_state FROM casework_case held WHERE held.id = NEW.id;
    IF now_state IS DISTINCT FROM left_state THEN
        RAISE EXCEPTION 'case %: state "%" is not the one its last event left ("%")', NEW.id, now_state, left_state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_state_follows_events AFTER INSERT OR UPDATE OF state ON casework_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_state_follows_events();
"""
STATE_FOLLOWS_EVENTS_BACK = """
DROP TRIGGER case_state_follows_events ON casework_case;
DROP FUNCTION casework_state_follows_events();
"""

NOTE = """
CREATE FUNCTION casework_note_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_submission (key, case_id) VALUES (NEW.submission_key, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER case_opened_once AFTER INSERT ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_note_submission();
"""
NOTE_BACK = """
DROP TRIGGER case_opened_once ON casework_case;
DROP FUNCTION casework_note_submission();
"""


# Half of each page stays free in the indexes that are written anew although nothing in them changed: a full page tries
# in vain to clear itself before it is split, an eighth of the time that a notice takes.
ROOM_FOR_MOVES = ("casework_case_pkey", "case_number_once", "casework_clock_pkey", "clock_slot_once")


def leave_room_for_moves(apps, schema_editor):
    """Fill the indexes by halves, once the constraints that make them are there."""
    schema_editor.deferred_sql += [f"ALTER INDEX {name} SET (fillfactor = 50)" for name in ROOM_FOR_MOVES]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="StashedFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("submission", models.UUIDField(db_index=True)),
                        ("name", models.CharField(max_length=120)),
                        ("kind", models.CharField(max_length=8)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("stashed_at", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=80)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("series", "year"), name="number_series_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Subject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                        ("keywords", models.TextField(blank=True, default="", verbose_name="关键词（每行一个）")),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="排序")),
                        ("active", models.BooleanField(default=True, verbose_name="在用")),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="主办单位",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="casework.subject",
                                verbose_name="上级类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "事项类别",
                        "verbose_name_plural": "事项类别",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16, verbose_name="渠道")),
                        ("number", models.CharField(max_length=32, verbose_name="编号")),
                        (
                            "state",
                            django_fsm.FSMField(default="new", max_length=24, protected=True, verbose_name="状态"),
                        ),
                        ("awaits", models.CharField(blank=True, default="", max_length=16)),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("online", "网上提交"),
                                    ("counter", "当面提交"),
                                    ("registered", "挂号信、快递"),
                                    ("post", "平信"),
                                    ("fax", "传真"),
                                    ("email", "电子邮件"),
                                    ("phone", "电话"),
                                    ("province", "省级平台转来"),
                                    ("city", "市级平台转来"),
                                    ("wechat", "微信"),
                                    ("people", "人民网领导留言板"),
                                    ("web", "网络问政"),
                                    ("television", "电视问政"),
                                ],
                                default="online",
                                max_length=16,
                                verbose_name="来源",
                            ),
                        ),
                        ("from_whom", models.CharField(help_text="masked", max_length=60, verbose_name="来自")),
                        ("public_wish", models.BooleanField(default=True, verbose_name="同意公开")),
                        (
                            "identity",
                            models.CharField(
                                choices=[
                                    ("open", "实名"),
                                    ("withheld", "实名，不向公众公开姓名"),
                                    ("hidden", "隐名，不向承办单位透露"),
                                ],
                                db_default="withheld",
                                default="withheld",
                                max_length=8,
                                verbose_name="来件人身份",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("ordinary", "一般"),
                                    ("urgent", "紧急"),
                                    ("very", "特急"),
                                    ("leaders", "呈报领导"),
                                ],
                                db_default="ordinary",
                                default="ordinary",
                                max_length=8,
                                verbose_name="紧急程度",
                            ),
                        ),
                        (
                            "upstream_number",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=60, verbose_name="来源编号"
                            ),
                        ),
                        ("assisted", models.BooleanField(db_default=False, default=False, editable=False)),
                        ("supervised", models.BooleanField(db_default=False, default=False, editable=False)),
                        ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                        ("received_on", models.DateField(blank=True, null=True, verbose_name="收到日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                        ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("anonymised_on", models.DateField(editable=False, null=True)),
                        ("submission_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("query_key_id", models.PositiveSmallIntegerField(editable=False)),
                        ("last_seq", models.PositiveIntegerField(default=0, editable=False)),
                        ("last_hash", models.BinaryField(default=b"")),
                        (
                            "addressed_to",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed_cases",
                                to="organs.organ",
                                verbose_name="受理机关",
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handled_cases",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承办人",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="organs.organ",
                                verbose_name="承办单位",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="casework.case",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.subject",
                                verbose_name="事项类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办件",
                        "indexes": [
                            models.Index(
                                models.F("organ"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value("9999-12-31", output_field=models.DateField())
                                ),
                                models.F("id"),
                                condition=models.Q(("closed_on__isnull", True)),
                                name="case_open_of_organ",
                            ),
                            models.Index(
                                models.F("handler"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value("9999-12-31", output_field=models.DateField())
                                ),
                                models.F("id"),
                                condition=models.Q(("closed_on__isnull", True)),
                                name="case_open_of_handler",
                            ),
                            models.Index(
                                models.F("awaits"),
                                models.F("organ"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value("9999-12-31", output_field=models.DateField())
                                ),
                                models.F("id"),
                                condition=models.Q(("closed_on__isnull", True)),
                                name="case_open_awaiting",
                            ),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value("9999-12-31", output_field=models.DateField())
                                ),
                                models.F("id"),
                                condition=models.Q(("closed_on__isnull", True)),
                                name="case_open",
                            ),
                            models.Index(
                                models.F("addressed_to"),
                                models.F("awaits"),
                                django.db.models.functions.comparison.Coalesce(
                                    "due_on", models.Value("9999-12-31", output_field=models.DateField())
                                ),
                                models.F("id"),
                                condition=models.Q(
                                    ("awaits__in", ["call_agent", "intake", "supervisor"]), ("closed_on__isnull", True)
                                ),
                                name="case_open_at_desk",
                            ),
                            django.contrib.postgres.indexes.BTreeIndex(
                                fields=["organ", "-id"], fillfactor=50, name="case_of_organ"
                            ),
                            models.Index(
                                condition=models.Q(("anonymised_on__isnull", True), ("closed_on__isnull", False)),
                                fields=["closed_on"],
                                name="case_to_anonymise",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["returning", "arbitration"])),
                                fields=["organ", "id"],
                                name="case_disputed",
                            ),
                            models.Index(
                                condition=models.Q(("origin__isnull", False)), fields=["origin"], name="case_of_origin"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("number",), name="case_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state", "new"), _negated=True), name="case_state_begun"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_on__isnull", True),
                                    ("replied_on__isnull", True),
                                    ("replied_on__gte", models.F("received_on")),
                                    _connector="OR",
                                ),
                                name="case_replied_after_received",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True), ("due_on__isnull", True), _connector="OR"
                                ),
                                name="case_closed_has_no_due_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("urgency__in", ["ordinary", "urgent", "very", "leaders"])),
                                name="case_urgency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("identity__in", ["open", "withheld", "hidden"])),
                                name="case_identity_known",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Assist",
                    fields=[
                        ("asked_on", models.DateField(verbose_name="交办日期")),
                        (
                            "part",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="协办意见"),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="反馈日期")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
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
                                related_name="assists",
                                to="organs.organ",
                                verbose_name="协办单位",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="assists", to="casework.case"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "协办",
                        "ordering": ["asked_on", "organ"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on__isnull", True)),
                                fields=["organ", "case"],
                                name="assist_pending",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "organ"), name="assist_organ_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("author__isnull", True)),
                                    models.Q(("answered_on__isnull", False), ("author__isnull", False)),
                                    _connector="OR",
                                ),
                                name="assist_answer_has_an_author",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("party", "申请人（来信人）提交"),
                                    ("staff", "工作人员上传"),
                                    ("letter", "制发文书"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("added_at", models.DateTimeField()),
                        ("for_party", models.BooleanField(default=False)),
                        ("destroyed_at", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["party", "staff", "letter"])),
                                name="attachment_origin_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.CharField(max_length=32)),
                        ("rule", models.CharField(max_length=48)),
                        ("rule_version", models.PositiveSmallIntegerField()),
                        ("unit", models.CharField(max_length=8)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "计时中"),
                                    ("paused", "暂停"),
                                    ("met", "按期"),
                                    ("missed", "逾期"),
                                    ("void", "终止"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("anchor_on", models.DateField()),
                        ("length", models.PositiveIntegerField()),
                        ("extended", models.PositiveIntegerField(default=0)),
                        ("pauses", models.JSONField(default=list)),
                        ("paused_until", models.DateField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("counted", models.PositiveIntegerField(default=0)),
                        ("stopped_on", models.DateField(null=True)),
                        ("provisional", models.BooleanField(default=False)),
                        ("calendar_version", models.PositiveIntegerField()),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "正常"), (1, "将到期"), (2, "即将到期"), (3, "已超期")], default=0
                            ),
                        ),
                        ("warn_before", models.PositiveSmallIntegerField()),
                        ("alarm_before", models.PositiveSmallIntegerField()),
                        ("alert_on", models.DateField(null=True)),
                        ("alert_at", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "running")), fields=["alert_on", "id"], name="clock_alert"
                            ),
                            models.Index(
                                condition=models.Q(("alert_at__isnull", False)),
                                fields=["alert_at", "id"],
                                name="clock_alert_instant",
                            ),
                            models.Index(
                                condition=models.Q(("slot", "unanswered"), ("state", "running")),
                                fields=["anchor_on", "case"],
                                name="clock_unanswered",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "slot"), name="clock_slot_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["running", "paused", "met", "missed", "void"])),
                                name="clock_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="clock_running_has_due_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "running"), ("alert_on__isnull", True), _connector="OR"),
                                name="clock_alerts_only_while_running",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("alert_at__isnull", True),
                                    models.Q(
                                        ("alert_on__isnull", True), ("due_at__isnull", False), ("state", "running")
                                    ),
                                    _connector="OR",
                                ),
                                name="clock_alert_instants_only_while_running",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveIntegerField()),
                        ("action", models.CharField(max_length=40)),
                        ("actor_kind", models.CharField(max_length=8)),
                        ("at", models.DateTimeField()),
                        ("on", models.DateField()),
                        ("state_before", models.CharField(max_length=24)),
                        ("state_after", models.CharField(max_length=24)),
                        ("mark", models.CharField(blank=True, default="", max_length=32)),
                        ("amount", models.IntegerField(default=0)),
                        ("details", models.JSONField(default=dict)),
                        ("words_digest", models.BinaryField(default=b"")),
                        ("previous_hash", models.BinaryField()),
                        ("hash", models.BinaryField()),
                        (
                            "actor",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="casework.case",
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
                        "ordering": ["case_id", "seq"],
                        "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="event_seq_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("person", "公民"),
                                    ("enterprise", "商业企业"),
                                    ("research", "科研机构"),
                                    ("welfare", "社会公益组织"),
                                    ("legal_service", "法律服务机构"),
                                    ("other", "其他组织"),
                                ],
                                default="person",
                                max_length=16,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "name",
                            interaction.privacy.encryption.SealedField(
                                blank=True, default="", verbose_name="姓名（名称）"
                            ),
                        ),
                        ("id_kind", models.CharField(blank=True, default="", max_length=16, verbose_name="证件类型")),
                        (
                            "id_number",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="证件号码"),
                        ),
                        (
                            "id_number_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, db_index=True, default="", editable=False, max_length=64, of="id_number"
                            ),
                        ),
                        (
                            "contact",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="联系人"),
                        ),
                        (
                            "phone",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="联系电话"),
                        ),
                        (
                            "phone_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, db_index=True, default="", editable=False, max_length=64, of="phone"
                            ),
                        ),
                        (
                            "email",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="电子邮箱"),
                        ),
                        (
                            "address",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="通信地址"),
                        ),
                        ("postcode", models.CharField(blank=True, default="", max_length=6, verbose_name="邮政编码")),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="party", to="casework.case"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申请人（来信人）",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["person", "enterprise", "research", "welfare", "legal_service", "other"],
                                    )
                                ),
                                name="party_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ruling",
                    fields=[
                        (
                            "grounds",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="理由"),
                        ),
                        ("decided_on", models.DateField(verbose_name="裁定日期")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="casework.case"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="organs.organ",
                                verbose_name="承办单位",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="casework.subject",
                                verbose_name="事项类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "裁定",
                        "ordering": ["-decided_on"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        ("key", models.UUIDField(primary_key=True, serialize=False)),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="casework.case",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EventWords",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="words",
                                serialize=False,
                                to="casework.event",
                            ),
                        ),
                        ("texts", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                    ],
                ),
            ]
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(STATE_FOLLOWS_EVENTS, STATE_FOLLOWS_EVENTS_BACK),
        migrations.RunSQL(NOTE, NOTE_BACK),
        migrations.RunPython(leave_room_for_moves, migrations.RunPython.noop),
    ]
