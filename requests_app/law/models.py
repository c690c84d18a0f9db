"""Versions of rules of law that the county's legal office enters: from a day on, with a reason, confirmed by another person.

A version never reaches back: it begins after the day on which it was confirmed, so nothing already signed changes by it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.declarations import Text
from interaction.workflow.models import Document
from requests_app.law.chapters import said
from requests_app.law.provisions import Provision, Strength


@text_columns(about_persons=("reason",), neither=("rule", "value", "law", "source"))
class LawVersion(Document):
    """What one rule says from a day on, as one person entered it and another confirmed it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        DROPPED = "dropped", _("不采用")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    # The code of the rule, as requests_app.law.chapters has it.
    rule = models.CharField(max_length=40)
    effective_from = models.DateField(_("自何日起施行"))
    value = models.TextField(_("内容"))
    law = models.CharField(_("条款"), max_length=200)
    source = models.CharField(_("来源"), max_length=200)
    strength = models.CharField(_("可靠程度"), max_length=12, choices=[(one.value, one.label) for one in Strength])
    reason = models.TextField(_("理由"))
    confirmed_on = models.DateField(null=True)

    CONFLICTS: ClassVar[dict[str, Text]] = {
        "law_version_once": _("这条规则同一天起施行的版本已经确认过，请另定施行日期，或者不采用这一版。"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "effective_from"], condition=Q(state="confirmed"), name="law_version_once"
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False, effective_from__gt=F("confirmed_on"))
                | Q(state__in=["draft", "dropped"], confirmed_on__isnull=True),
                name="law_version_never_reaches_back",
            ),
            models.CheckConstraint(
                condition=Q(strength__in=[one.value for one in Strength]), name="law_version_strength_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.effective_from}"

    def after(self, base: Provision) -> Provision:
        """The rule as this version has it."""
        return Provision(
            self.rule, base.about, self.value, self.law, self.source, Strength(self.strength), self.effective_from,
            shown=said(self.rule, self.value),
        )  # fmt: skip
