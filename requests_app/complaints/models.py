"""投诉、举报 about the disclosure work of organs (条例 A.47, A.51): who came, when, about whom, and what was done.

The law sets no number of days for them; what waits, waits in 等您决定, the oldest first.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField
from interaction.workflow.models import Document


@text_columns(neither=("number",))
class Complaint(Document):
    """One complaint, in the register of the authority that oversees disclosure. Who complained is sealed."""

    class State(models.TextChoices):
        OPEN = "open", _("核查中")
        CLOSED = "closed", _("已办结")

    class Way(models.TextChoices):
        COUNTER = "counter", _("当面")
        PHONE = "phone", _("电话")
        POST = "post", _("来信")
        EMAIL = "email", _("电子邮件")
        ABOVE = "above", _("上级转来")

    class Kind(models.TextChoices):
        NOT_PUBLISHED = "not_published", _("没有依法主动公开")
        NOT_ANSWERED = "not_answered", _("没有依法答复公开申请")
        OTHER = "other", _("公开工作中侵犯合法权益的其他情形")

    class Outcome(models.TextChoices):
        ORDERED = "ordered", _("属实，督促整改")
        CRITICISED = "criticised", _("属实，通报批评")
        UNFOUNDED = "unfounded", _("不属实")
        ELSEWHERE = "elsewhere", _("不属于公开工作，已告知向哪里提出")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The authority whose register it is.
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("主管部门"))
    about = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("被投诉的单位"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    number = models.CharField(_("编号"), max_length=32, unique=True)
    way = models.CharField(_("怎样提出的"), max_length=8, choices=Way)
    kind = models.CharField(_("反映的问题"), max_length=16, choices=Kind)
    received_on = models.DateField(_("收到日期"))
    name = SealedField(_("投诉人"))
    contact = SealedField(_("联系方式"))
    matter = SealedField(_("反映的内容"))
    finding = SealedField(_("核查情况"))
    outcome = models.CharField(_("处理结果"), max_length=12, choices=Outcome, blank=True, default="")
    closed_on = models.DateField(_("办结日期"), null=True)
    told_on = models.DateField(_("告知投诉人的日期"), null=True)
    # When who complained, and in which words, was erased.
    forgotten_on = models.DateField(null=True)

    LOGGED_AS: ClassVar[str] = "disclosure_complaint"

    class Meta:
        verbose_name = _("公开工作投诉")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, closed_on__gte=models.F("received_on"))
                & ~Q(outcome="")
                | Q(state="open", closed_on__isnull=True, outcome=""),
                name="complaint_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["not_published", "not_answered", "other"])
                & Q(way__in=["counter", "phone", "post", "email", "above"])
                & Q(outcome__in=["", "ordered", "criticised", "unfounded", "elsewhere"]),
                name="complaint_choices_known",
            ),
        ]

    def __str__(self) -> str:
        return self.number
