"""SMS that came in answer, so that one sent twice is answered once; and by which letter a caller's orders are told apart."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns(neither=("message_id", "digest"))
class ReceivedText(models.Model):
    class Outcome(models.TextChoices):
        RATED = "rated", _("已评价")
        NOTHING_ASKED = "nothing_asked", _("没有待评价的工单")
        NOT_UNDERSTOOD = "not_understood", _("看不懂")

    message_id = models.CharField(max_length=100, primary_key=True)
    # A keyed digest of the content: another content under the same id is told from a replay.
    digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16, choices=Outcome)
    case = models.ForeignKey(Case, models.PROTECT, null=True, db_index=False, related_name="+")
    received_at = models.DateTimeField()
    # What was written has been put before the person who calls back.
    to_a_person = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("收到的短信")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="rated", case__isnull=False)
                | Q(outcome__in=["nothing_asked", "not_understood"], case__isnull=True),
                name="text_outcome_known",
            )
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def told(self) -> str:
        """What the gateway is answered."""
        return "to_a_person" if self.to_a_person else self.outcome


class StrayText(models.Model):
    """A text that is no answer to any order: kept, sealed, until somebody of the hotline has dealt with it."""

    class Done(models.TextChoices):
        CALLED = "called", _("已打电话联系")
        ORDERED = "ordered", _("已录成工单，或者补充到已有工单")
        NOTHING = "nothing", _("不用处理（致谢、广告、发错等）")

    received = models.OneToOneField(ReceivedText, models.PROTECT, primary_key=True, related_name="stray")
    sender = SealedField()
    text = SealedField()
    done = models.CharField(max_length=8, choices=Done, blank=True, default="")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    done_at = models.DateTimeField(null=True)
    remarks = SealedField()
    # Number, text and remarks are gone.
    forgotten = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("来电短信")
        constraints = [
            models.CheckConstraint(
                condition=Q(done="", done_by__isnull=True, done_at__isnull=True)
                | (~Q(done="") & Q(done_by__isnull=False, done_at__isnull=False)),
                name="stray_text_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(done__in=["", "called", "ordered", "nothing"]), name="stray_text_done_known"
            ),
        ]
        indexes = [models.Index(fields=["received"], condition=Q(done=""), name="stray_text_waiting")]

    def __str__(self) -> str:
        return f"stray text {self.pk}"


class NumberLook(models.Model):
    """Who looked at the number of a text. Rows are only ever added; the database refuses UPDATE and DELETE."""

    stray = models.ForeignKey(StrayText, models.PROTECT, related_name="looks")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("查看短信号码")

    def __str__(self) -> str:
        return f"{self.stray_id} {self.staff_id} {self.at}"


@text_columns(neither=("phone_index", "letter"))
class Invitation(models.Model):
    """That the caller of an answered order was asked for a rating, and the letter that tells it from their other ones."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    # The blind index of the caller's number, as their party has it.
    phone_index = models.CharField(max_length=64, db_index=True)
    letter = models.CharField(max_length=1)
    invited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("评价邀请")

    def __str__(self) -> str:
        return f"invitation of case {self.case_id}"
