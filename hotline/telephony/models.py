"""What is stored of telephone calls: the call, what the switch told of it, who sat where, who heard a recording.

The switch (a PBX or CTI) tells what happens in events that may come late, twice and in any order. All of them are kept;
a call's row shows what they come to together (course.py), so it does not depend on which came first.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import BlindIndexField, SealedField, SealedJSONField

EXTENSION_LENGTH = 20


@text_columns(neither=("extension",))
class Seat(models.Model):
    """One agent at one extension, from signing in to signing out. Who sat where at a moment is read from here."""

    class State(models.TextChoices):
        READY = "ready", _("空闲")
        BUSY = "busy", _("通话中")
        WRAP_UP = "wrap_up", _("话后处理")
        BREAK = "break", _("小休")
        OFFLINE = "offline", _("已签出")

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("话务员"))
    extension = models.CharField(_("分机"), max_length=EXTENSION_LENGTH)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.READY)
    since = models.DateTimeField(_("状态起始"))
    signed_in_at = models.DateTimeField(_("签入时间"))
    signed_out_at = models.DateTimeField(_("签出时间"), null=True)

    class Meta:
        verbose_name = _("座席")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["ready", "busy", "wrap_up", "break", "offline"]), name="seat_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="offline", signed_out_at__isnull=False)
                | (~Q(state="offline") & Q(signed_out_at__isnull=True)),
                name="seat_offline_is_signed_out",
            ),
            models.CheckConstraint(
                condition=Q(since__gte=F("signed_in_at"))
                & (Q(signed_out_at__isnull=True) | Q(signed_out_at__gte=F("signed_in_at"))),
                name="seat_times_in_order",
            ),
            models.CheckConstraint(condition=~Q(extension=""), name="seat_has_extension"),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(signed_out_at__isnull=True), name="seat_one_open_a_person"
            ),
            models.UniqueConstraint(
                fields=["extension"], condition=Q(signed_out_at__isnull=True), name="seat_one_open_an_extension"
            ),
        ]
        indexes = [models.Index(fields=["extension", "signed_in_at"], name="seat_at_extension")]

    def __str__(self) -> str:
        return f"{self.extension} · {self.staff_id}"


@text_columns(neither=("line", "external_id", "extension"))
class Call(models.Model):
    """One telephone call. It may raise or touch several cases, or none."""

    class Direction(models.TextChoices):
        INBOUND = "inbound", _("呼入")
        OUTBOUND = "outbound", _("呼出")

    class State(models.TextChoices):
        RINGING = "ringing", _("振铃")
        ANSWERED = "answered", _("通话中")
        ENDED = "ended", _("已结束")
        MISSED = "missed", _("未接通")

    class WrapUp(models.TextChoices):
        """What a call came to, as the agent says after it."""

        DIRECT_ANSWER = "direct_answer", _("直接答复")
        DISPATCHED = "dispatched", _("派单")
        JOINED = "joined", _("并入事件")
        PROGRESS = "progress", _("查询、催办")
        REDIRECTED = "redirected", _("引导至其他渠道")
        BROKEN_OFF = "broken_off", _("中断")
        HARASSMENT = "harassment", _("骚扰")
        SILENT = "silent", _("无声")
        WRONG_NUMBER = "wrong_number", _("错拨")

    # Calls that are recorded and raise nothing; the database refuses it (migration 0002).
    RAISE_NOTHING = (WrapUp.HARASSMENT, WrapUp.SILENT, WrapUp.WRONG_NUMBER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # How the switch names the call: unique within a line (a provider, a trunk).
    line = models.CharField(_("线路"), max_length=40, blank=True, default="")
    external_id = models.CharField(max_length=100)
    direction = models.CharField(_("方向"), max_length=8, choices=Direction, default=Direction.INBOUND)
    # The citizen's number. Named as in casework.Party, whose index it shares: equal numbers are found in both.
    phone = SealedField(_("来电号码"))
    phone_index = BlindIndexField(of="phone")
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.RINGING)
    # Where it rings; once answered, where it was answered.
    extension = models.CharField(_("分机"), max_length=EXTENSION_LENGTH, blank=True, default="")
    # Who sat at that extension when it was answered; nobody when nobody had signed in there.
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="calls",
        verbose_name=_("话务员"),
    )  # fmt: skip
    ringing_at = models.DateTimeField(_("来电时间"))
    answered_at = models.DateTimeField(_("接听时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    # An end that the switch has not told: the agent answered another call, or said that this one is over.
    presumed_ended_at = models.DateTimeField(null=True)
    recording_url = SealedField(_("录音"))
    wrap_up = models.CharField(_("处理结果"), max_length=16, choices=WrapUp, blank=True, default="")
    notes = SealedField(_("通话记录"))
    # Counts the savings of the notes, so that an older page does not overwrite newer ones.
    notes_version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("来电")
        constraints = [
            models.UniqueConstraint(fields=["line", "external_id"], name="call_once_a_line"),
            models.CheckConstraint(condition=Q(direction__in=["inbound", "outbound"]), name="call_direction_known"),
            models.CheckConstraint(
                condition=Q(state="ringing", answered_at__isnull=True, ended_at__isnull=True)
                | Q(state="answered", answered_at__isnull=False, ended_at__isnull=True)
                | Q(state="ended", answered_at__isnull=False, ended_at__isnull=False)
                | Q(state="missed", answered_at__isnull=True, ended_at__isnull=False),
                name="call_state_is_what_its_times_say",
            ),
            models.CheckConstraint(
                condition=(Q(answered_at__isnull=True) | Q(answered_at__gte=F("ringing_at")))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=Coalesce("answered_at", "ringing_at"))),
                name="call_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agent__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(extension="")),
                name="call_answered_at_one_extension",
            ),
            models.CheckConstraint(
                condition=Q(wrap_up__in=["", "direct_answer", "dispatched", "joined", "progress", "redirected",
                                         "broken_off", "harassment", "silent", "wrong_number"]),
                name="call_wrap_up_known",
            ),
            models.CheckConstraint(condition=Q(wrap_up="") | Q(state="ended"), name="call_wrapped_up_after_its_end"),
            models.UniqueConstraint(fields=["agent"], condition=Q(state="answered"), name="call_one_open_an_agent"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["ringing_at"], name="call_by_time"),
            models.Index(fields=["ringing_at"], condition=Q(state="ringing"), name="call_waiting"),
            models.Index(fields=["extension"], condition=Q(state__in=["ringing", "answered"]), name="call_at_extension"),
            models.Index(fields=["agent", "ended_at"], condition=Q(state="ended", wrap_up=""), name="call_not_wrapped_up"),
            models.Index(fields=["agent", "-ringing_at"], name="call_of_agent"),
            models.Index(fields=["phone_index", "-ringing_at"], condition=~Q(phone_index=""), name="call_by_number"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RINGING, self.State.ANSWERED)


class CallCase(models.Model):
    """A case that came out of a call, or that the call was about."""

    class Kind(models.TextChoices):
        RAISED = "raised", _("由来电生成")
        TOUCHED = "touched", _("来电涉及")

    call = models.ForeignKey(Call, models.PROTECT, db_index=False, related_name="links")
    case = models.ForeignKey(Case, models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("来电与办件")
        constraints = [
            models.UniqueConstraint(fields=["call", "case"], name="call_case_once"),
            models.CheckConstraint(condition=Q(kind__in=["raised", "touched"]), name="call_case_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.kind} {self.case_id}"


@text_columns(neither=("event_id", "digest"))
class DeliveredEvent(models.Model):
    """One event as the switch told it, with all its fields, also those nobody here knows."""

    class Kind(models.TextChoices):
        RINGING = "ringing", _("振铃")
        ANSWERED = "answered", _("接听")
        HUNG_UP = "hung_up", _("挂断")
        RECORDING = "recording", _("录音")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What makes a second delivery a replay; the database refuses a second row.
    event_id = models.CharField(max_length=100, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="told")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    # A keyed digest of the content: another content under the same id is told from a replay.
    digest = models.CharField(max_length=64)
    content = SealedJSONField()

    class Meta:
        verbose_name = _("话务事件")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["ringing", "answered", "hung_up", "recording"]), name="delivered_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.event_id


class RecordingAccess(models.Model):
    """Who opened a recording. Rows are only ever added; the database refuses UPDATE and DELETE."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="recording_accesses")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("录音调取")

    def __str__(self) -> str:
        return f"{self.call_id} {self.staff_id} {self.at}"
