"""岗位任命: who gets which post. Whoever signs, publishes or administers is named by two (三员分立, GB/T 22239-2019 8.1.5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import GRANTED_BY_TWO, Organ, Role
from interaction.workflow.declarations import Text
from interaction.workflow.models import Document


class Appointment(Document):
    """One post for one person: proposed, and where it takes two, confirmed by a second."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待另一人确认")
        GRANTED = "granted", _("已任命")
        REFUSED = "refused", _("不同意")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("单位"))
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("工作人员"))
    role = models.CharField(_("岗位"), max_length=16, choices=Role)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    # Nobody where the machine's keeper named the very first (manage.py first_administrators).
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )

    CONFLICTS: ClassVar[dict[str, Text]] = {
        "post_once": _("这个人已经有这个岗位。"),
        "post_one_of_three": _("系统管理员、安全管理员、审计管理员不能由同一个人担任。"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "granted", "refused"]), name="appointment_state_known"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_known"),
            models.CheckConstraint(
                condition=(Q(proposed_by__isnull=True) | ~Q(proposed_by=F("staff")))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("staff"))),
                name="appointment_not_of_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | ~Q(role__in=GRANTED_BY_TWO) | Q(proposed_by__isnull=True)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="appointment_by_two",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organ", "state"], name="appointment_of_organ")]

    def __str__(self) -> str:
        return f"{self.role} for {self.staff_id}"
