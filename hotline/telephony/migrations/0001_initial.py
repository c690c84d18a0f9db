import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels

APPEND_ONLY = """
CREATE TRIGGER recording_access_append_only BEFORE UPDATE OR DELETE ON telephony_recordingaccess
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = """
DROP TRIGGER recording_access_append_only ON telephony_recordingaccess;
"""

# Harassment, silence and wrong numbers are recorded, and nothing more: whichever of the two is written first.
RAISES_NOTHING = """
CREATE FUNCTION telephony_raises_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_call uuid;
BEGIN
    IF TG_TABLE_NAME = 'telephony_call' THEN of_call := NEW.id; ELSE of_call := NEW.call_id; END IF;
    PERFORM 1 FROM telephony_call held JOIN telephony_callcase link ON link.call_id = held.id
        WHERE held.id = of_call AND held.wrap_up IN ('harassment', 'silent', 'wrong_number') AND link.kind = 'raised';
    IF FOUND THEN
        RAISE EXCEPTION 'call %: a call of this kind raises no case', of_call
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER call_raises_nothing AFTER UPDATE OF wrap_up ON telephony_call
    FOR EACH ROW EXECUTE FUNCTION telephony_raises_nothing();
CREATE TRIGGER call_case_raises_nothing AFTER INSERT OR UPDATE ON telephony_callcase
    FOR EACH ROW EXECUTE FUNCTION telephony_raises_nothing();
"""
RAISES_NOTHING_BACK = """
DROP TRIGGER call_case_raises_nothing ON telephony_callcase;
DROP TRIGGER call_raises_nothing ON telephony_call;
DROP FUNCTION telephony_raises_nothing();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("line", models.CharField(blank=True, default="", max_length=40, verbose_name="线路")),
                        ("external_id", models.CharField(max_length=100)),
                        (
                            "direction",
                            models.CharField(
                                choices=[("inbound", "呼入"), ("outbound", "呼出")],
                                default="inbound",
                                max_length=8,
                                verbose_name="方向",
                            ),
                        ),
                        (
                            "phone",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="来电号码"),
                        ),
                        (
                            "phone_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, default="", editable=False, max_length=64, of="phone"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ringing", "振铃"),
                                    ("answered", "通话中"),
                                    ("ended", "已结束"),
                                    ("missed", "未接通"),
                                ],
                                default="ringing",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("extension", models.CharField(blank=True, default="", max_length=20, verbose_name="分机")),
                        ("ringing_at", models.DateTimeField(verbose_name="来电时间")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="接听时间")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("presumed_ended_at", models.DateTimeField(null=True)),
                        (
                            "recording_url",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="录音"),
                        ),
                        (
                            "wrap_up",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("direct_answer", "直接答复"),
                                    ("dispatched", "派单"),
                                    ("joined", "并入事件"),
                                    ("progress", "查询、催办"),
                                    ("redirected", "引导至其他渠道"),
                                    ("broken_off", "中断"),
                                    ("harassment", "骚扰"),
                                    ("silent", "无声"),
                                    ("wrong_number", "错拨"),
                                ],
                                default="",
                                max_length=16,
                                verbose_name="处理结果",
                            ),
                        ),
                        (
                            "notes",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="通话记录"),
                        ),
                        ("notes_version", models.PositiveIntegerField(default=0)),
                        (
                            "agent",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="话务员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来电",
                        "indexes": [
                            models.Index(fields=["ringing_at"], name="call_by_time"),
                            models.Index(
                                condition=models.Q(("state", "ringing")), fields=["ringing_at"], name="call_waiting"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["ringing", "answered"])),
                                fields=["extension"],
                                name="call_at_extension",
                            ),
                            models.Index(
                                condition=models.Q(("state", "ended"), ("wrap_up", "")),
                                fields=["agent", "ended_at"],
                                name="call_not_wrapped_up",
                            ),
                            models.Index(fields=["agent", "-ringing_at"], name="call_of_agent"),
                            models.Index(
                                condition=models.Q(("phone_index", ""), _negated=True),
                                fields=["phone_index", "-ringing_at"],
                                name="call_by_number",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "external_id"), name="call_once_a_line"),
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ["inbound", "outbound"])),
                                name="call_direction_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True), ("ended_at__isnull", True), ("state", "ringing")
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("ended_at__isnull", True),
                                        ("state", "answered"),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False), ("ended_at__isnull", False), ("state", "ended")
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", True), ("ended_at__isnull", False), ("state", "missed")
                                    ),
                                    _connector="OR",
                                ),
                                name="call_state_is_what_its_times_say",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_at__gte", models.F("ringing_at")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        (
                                            "ended_at__gte",
                                            django.db.models.functions.comparison.Coalesce("answered_at", "ringing_at"),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="call_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agent__isnull", True), ("answered_at__isnull", True)),
                                    models.Q(
                                        ("answered_at__isnull", False), models.Q(("extension", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="call_answered_at_one_extension",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "wrap_up__in",
                                        [
                                            "",
                                            "direct_answer",
                                            "dispatched",
                                            "joined",
                                            "progress",
                                            "redirected",
                                            "broken_off",
                                            "harassment",
                                            "silent",
                                            "wrong_number",
                                        ],
                                    )
                                ),
                                name="call_wrap_up_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wrap_up", ""), ("state", "ended"), _connector="OR"),
                                name="call_wrapped_up_after_its_end",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "answered")),
                                fields=("agent",),
                                name="call_one_open_an_agent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("extension", models.CharField(max_length=20, verbose_name="分机")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ready", "空闲"),
                                    ("busy", "通话中"),
                                    ("wrap_up", "话后处理"),
                                    ("break", "小休"),
                                    ("offline", "已签出"),
                                ],
                                default="ready",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="状态起始")),
                        ("signed_in_at", models.DateTimeField(verbose_name="签入时间")),
                        ("signed_out_at", models.DateTimeField(null=True, verbose_name="签出时间")),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="话务员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "座席",
                        "indexes": [models.Index(fields=["extension", "signed_in_at"], name="seat_at_extension")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["ready", "busy", "wrap_up", "break", "offline"])),
                                name="seat_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_out_at__isnull", False), ("state", "offline")),
                                    models.Q(
                                        models.Q(("state", "offline"), _negated=True), ("signed_out_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="seat_offline_is_signed_out",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__gte", models.F("signed_in_at")),
                                    models.Q(
                                        ("signed_out_at__isnull", True),
                                        ("signed_out_at__gte", models.F("signed_in_at")),
                                        _connector="OR",
                                    ),
                                ),
                                name="seat_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("extension", ""), _negated=True), name="seat_has_extension"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("signed_out_at__isnull", True)),
                                fields=("staff",),
                                name="seat_one_open_a_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("signed_out_at__isnull", True)),
                                fields=("extension",),
                                name="seat_one_open_an_extension",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("raised", "由来电生成"), ("touched", "来电涉及")], max_length=8),
                        ),
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
                            "call",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="telephony.call",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="casework.case"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来电与办件",
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "case"), name="call_case_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["raised", "touched"])), name="call_case_kind_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveredEvent",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("event_id", models.CharField(max_length=100, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ringing", "振铃"),
                                    ("answered", "接听"),
                                    ("hung_up", "挂断"),
                                    ("recording", "录音"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        ("digest", models.CharField(max_length=64)),
                        ("content", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="told", to="telephony.call"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "话务事件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["ringing", "answered", "hung_up", "recording"])),
                                name="delivered_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordingAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recording_accesses",
                                to="telephony.call",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "录音调取",
                    },
                ),
            ]
        ),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK),
        migrations.RunSQL(RAISES_NOTHING, RAISES_NOTHING_BACK),
    ]
