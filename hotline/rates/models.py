"""What the three rates are counted from: one row for each order, kept true by the order's own steps.

Every column follows from the order, its events and its clock of contact (deriving.py); `manage.py recount_rates` proves
it. The indexes cover what a period asks, so that a page reads an index from one day to another and no case.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hotline.kinds import ExclusionGround, Kind, Settled
from hotline.models import WorkOrder
from interaction.casework.models import Case, Subject
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns


class Outcome(models.Model):
    """What became of an order, as far as figures ask. No personal data."""

    order = models.OneToOneField(WorkOrder, models.PROTECT, primary_key=True, related_name="outcome")
    kind = models.CharField(max_length=16, choices=Kind)
    source = models.CharField(max_length=16, choices=Case.Source)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, db_index=False, related_name="+")
    town = models.ForeignKey(Organ, models.PROTECT, null=True, db_index=False, related_name="+")
    received_on = models.DateField()
    direct = models.BooleanField(default=False)  # answered on the line
    # The first day of each.
    dispatched_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    reworked_on = models.DateField(null=True)
    on_time = models.BooleanField(null=True)  # the first answer, by the caller's own clock
    # 响应: who was to speak with the caller, by when (day and instant), and whether that was done in time. Undecided
    # (null) until then: once `response_by` has passed, it was not.
    response_organ = models.ForeignKey(Organ, models.PROTECT, null=True, db_index=False, related_name="+")
    response_on = models.DateField(null=True)
    response_by = models.DateTimeField(null=True)
    response_met = models.BooleanField(null=True)
    # Who answers for resolution and satisfaction: the organ that had the order, or the incident, when it was answered.
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, db_index=False, related_name="+")
    lead = models.ForeignKey(WorkOrder, models.PROTECT, null=True, db_index=False, related_name="+")
    # The last call-back; a rating on the site or by SMS is one too.
    called_back_on = models.DateField(null=True)
    unreached = models.BooleanField(default=False)
    settled = models.CharField(max_length=8, choices=Settled, null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    # Left out after review.
    excluded_on = models.DateField(null=True)
    ground = models.CharField(max_length=16, choices=ExclusionGround, blank=True, default="")
    excluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False,
                                    related_name="+")  # fmt: skip

    class Meta:
        verbose_name = _("工单结果")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    response_on__isnull=True,
                    response_by__isnull=True,
                    response_met__isnull=True,
                    response_organ__isnull=True,
                )
                | Q(response_on__isnull=False, response_by__isnull=False, response_organ__isnull=False),
                name="outcome_response_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(called_back_on__isnull=True, unreached=False, settled__isnull=True, stars__isnull=True)
                | Q(called_back_on__isnull=False, unreached=True, settled__isnull=True, stars__isnull=True)
                | Q(called_back_on__isnull=False, unreached=False, settled__isnull=False, stars__isnull=False),
                name="outcome_called_back_or_unreached",
            ),
            models.CheckConstraint(
                condition=Q(called_back_on__isnull=True) | Q(organ__isnull=False), name="outcome_answer_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(settled__isnull=True) | Q(settled__in=Settled.values), name="outcome_settled_known"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="outcome_stars_in_range"
            ),
            models.CheckConstraint(
                condition=Q(excluded_on__isnull=True, ground="", excluded_by__isnull=True)
                | Q(excluded_on__isnull=False, ground__in=ExclusionGround.values, excluded_by__isnull=False),
                name="outcome_excluded_with_ground",
            ),
            models.CheckConstraint(condition=~Q(lead=F("order")), name="outcome_not_its_own_lead"),
        ]
        indexes = [
            models.Index(fields=["response_on", "order"], condition=Q(response_on__isnull=False),
                         include=["response_organ", "town", "response_met", "response_by", "excluded_on"],
                         name="outcome_response"),
            models.Index(fields=["called_back_on", "order"], condition=Q(called_back_on__isnull=False),
                         include=["organ", "town", "settled", "stars", "unreached", "excluded_on"],
                         name="outcome_called_back"),
            models.Index(fields=["excluded_on", "order"], condition=Q(excluded_on__isnull=False),
                         include=["organ", "town"], name="outcome_excluded"),
            # Limits that move when a holiday notice is loaded.
            models.Index(fields=["response_on"], condition=Q(response_met__isnull=True, response_on__isnull=False),
                         name="outcome_undecided"),
            models.Index(fields=["received_on"], include=["kind", "source", "subject", "town", "direct"],
                         name="outcome_received"),
            models.Index(fields=["dispatched_on"], condition=Q(dispatched_on__isnull=False),
                         name="outcome_dispatched"),
            models.Index(fields=["returned_on"], condition=Q(returned_on__isnull=False), name="outcome_returned"),
            models.Index(fields=["answered_on"], condition=Q(answered_on__isnull=False), include=["on_time"],
                         name="outcome_answered"),
            models.Index(fields=["reworked_on"], condition=Q(reworked_on__isnull=False), name="outcome_reworked"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"outcome of order {self.order_id}"


@text_columns(neither=("basis",))
class Configuration(models.Model):
    """How the office scores, from a day on. Rows are added, never changed: what was scored stays explained."""

    effective_from = models.DateField(_("自何日起施行"), unique=True)
    response = models.PositiveSmallIntegerField(_("响应率权重"), default=20)
    resolution = models.PositiveSmallIntegerField(_("解决率权重"), default=40)
    satisfaction = models.PositiveSmallIntegerField(_("满意率权重"), default=40)
    partly_half = models.BooleanField(_("部分解决按半件计（否则不计）"), default=True)
    basically = models.BooleanField(_("基本满意计为满意"), default=True)
    basis = models.CharField(_("依据"), max_length=120)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("三率计分办法")
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(response=100 - F("resolution") - F("satisfaction")), name="rates_weights_make_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_from}: {self.response}/{self.resolution}/{self.satisfaction}"


@text_columns(neither=("figures",))
class Bulletin(models.Model):
    """日报、周报、月报 as issued: what is printed once stays, whatever becomes of the orders."""

    class Kind(models.TextChoices):
        DAILY = "daily", _("日报")
        WEEKLY = "weekly", _("周报")
        MONTHLY = "monthly", _("月报")

    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    issued_at = models.DateTimeField(_("制作时间"))
    # Nobody: made in the morning by the system.
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = _("通报")
        ordering = ["-last", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first"], name="bulletin_once"),
            models.CheckConstraint(condition=Q(kind__in=["daily", "weekly", "monthly"]), name="bulletin_kind_known"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="bulletin_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["-last", "kind"], name="bulletin_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}"
