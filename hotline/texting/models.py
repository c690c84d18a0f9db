"""SMS that came in answer, so that one sent twice is answered once; and by which letter a caller's orders are told apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case


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
