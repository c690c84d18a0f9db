"""What is stored of the exchange with platforms above: who they are, what they sent, what they are to be told.

A platform numbers what it says of an order (the order itself is 0, then 1, 2, ...), and we number what we report of it
(1, 2, ...). Each side takes the other's in turn, keeps what comes too early, and knows a repetition by its id: whatever
is lost, doubled or reordered on the way, both come to the same.
"""

import secrets
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotline.intake_forms import ABOVE
from hotline.models import WorkOrder
from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from interaction.notices.models import Outgoing
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField, SealedJSONField


def new_secret() -> str:
    return secrets.token_urlsafe(32)


@text_columns(neither=("code", "name", "address"))
class Platform(models.Model):
    """A platform above: the city's or the province's 12345."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # By which it names itself in each request.
    code = models.CharField(_("代码"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+\Z")])
    name = models.CharField(_("名称"), max_length=80)
    source = models.CharField(_("级别"), max_length=16, choices=[(one.value, one.label) for one in ABOVE])
    secret = SealedField(_("密钥"), default=new_secret)
    # Where reports go; a platform without an address asks for them.
    address = models.CharField(
        _("接收回传的地址"), max_length=LONGEST_ADDRESS, blank=True, default="",
        validators=[RegexValidator(rf"^{ADDRESS}\Z", _("应当是http或者https地址，不含用户名和密码。"))],
        help_text=_("不填的，由对方查询。"),
    )  # fmt: skip
    per_minute = models.PositiveSmallIntegerField(
        _("每分钟最多请求"), default=600, validators=[MinValueValidator(1), MaxValueValidator(6000)]
    )
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("上级平台")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=["city", "province"]), name="platform_is_above"),
        ]

    def __str__(self) -> str:
        return self.name


@text_columns(neither=("number",))
class UpstreamOrder(models.Model):
    """An order as its platform knows it; without a case while only messages about it have come."""

    platform = models.ForeignKey(Platform, models.PROTECT, related_name="orders", db_index=False)
    number = models.CharField(max_length=60)
    case = models.OneToOneField(WorkOrder, models.PROTECT, null=True, related_name="upstream")
    # The last of the platform's messages that was taken in its turn.
    last_taken = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("上级工单")
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="upstream_order_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(last_taken=0), name="upstream_nothing_taken_before_the_order"
            ),
        ]

    def __str__(self) -> str:
        return self.number


@text_columns(neither=("message_id", "digest", "reason"))
class Message(models.Model):
    """What a platform sent, with all its fields, also those nobody here knows."""

    class Kind(models.TextChoices):
        ORDER = "order", _("工单")
        REMINDER = "reminder", _("催办")
        SUPPLEMENT = "supplement", _("补充")
        WITHDRAWAL = "withdrawal", _("撤回")
        RETURN_GRANTED = "return_granted", _("同意退回")
        RETURN_REFUSED = "return_refused", _("不同意退回")
        CALL_BACK_RESULT = "call_back_result", _("回访结果")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("等待前面的消息")
        APPLIED = "applied", _("已办")
        NOT_APPLIED = "not_applied", _("没有办")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(UpstreamOrder, models.PROTECT, related_name="messages", db_index=False)
    # What makes a second delivery a repetition; the database refuses a second row.
    message_id = models.CharField(max_length=100)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    # A keyed digest of the content: another content under the same id is told from a repetition.
    digest = models.CharField(max_length=64)
    content = SealedJSONField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    # Why it was not applied.
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("上级消息")
        ordering = ["order", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "message_id"], name="message_id_once"),
            models.UniqueConstraint(fields=["order", "sequence"], name="message_sequence_once"),
            models.CheckConstraint(
                condition=Q(kind="order", sequence=0)
                | Q(
                    kind__in=["reminder", "supplement", "withdrawal", "return_granted", "return_refused",
                              "call_back_result"],
                    sequence__gt=0,
                ),
                name="message_order_comes_first",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "applied"], reason="") | (Q(outcome="not_applied") & ~Q(reason="")),
                name="message_outcome_has_its_reason",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["received_at"], condition=Q(outcome="waiting"), name="message_waiting")]

    def __str__(self) -> str:
        return self.message_id


@text_columns(neither=("failure", "status"))
class StatusReport(Outgoing):
    """回传: what a platform is told of its order, written with the event that is told (reporting.py).

    The platform knows a repetition by the id.
    """

    order = models.ForeignKey(UpstreamOrder, models.PROTECT, related_name="reports", db_index=False)
    sequence = models.PositiveIntegerField()
    status = models.CharField(max_length=20)
    content = SealedJSONField()

    class Meta:
        verbose_name = _("回传")
        ordering = ["order", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sequence"], name="report_sequence_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "dead"]), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="report_sent_has_its_time",
            ),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="report_sequence_begins_at_one"),
        ]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(state__in=["waiting", "sending"]), name="report_due"),
            models.Index(fields=["order", "sequence"], condition=~Q(state="sent"), name="report_not_sent"),
            models.Index(fields=["send_after"], condition=Q(state="dead"), name="report_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.sequence}"
