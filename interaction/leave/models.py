"""请假与代班: that somebody of the staff is away for some days, and who acts in each of their posts meanwhile."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import NAMED_BY_TWO, Absence, Organ, Role
from interaction.workdays.now import today
from interaction.workflow.declarations import Text
from interaction.workflow.models import Document

# Who confirms a substitute for signing or publishing, and ends somebody else's leave.
CONFIRMS = (Role.SIGNER, Role.SUPERVISOR, Role.SECURITY)
ENTERS_FOR_OTHERS = (Role.SUPERVISOR, Role.SECURITY)
OVER = "over"


class Leave(Document):
    """One leave of one person. Its absences say which post is attended by whom; they count once they are in force."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("待另一人确认代班")
        IN_FORCE = "in_force", _("已生效")
        REFUSED = "refused", _("不同意")
        ENDED = "ended", _("已销假")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves", verbose_name=_("请假人"))
    state = models.CharField(max_length=12, choices=State, default=State.REQUESTED)
    first_day = models.DateField(_("自哪天起"))
    last_day = models.DateField(_("至哪天止"))
    absences = models.ManyToManyField(Absence, related_name="leaves")

    CONFLICTS: ClassVar[dict[str, Text]] = {
        "absence_once_a_day": _("这些天里已经有一次请假，请改日期，或者先销假。"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="leave_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "in_force", "refused", "ended"]), name="leave_state_known"
            ),
        ]
        indexes = [models.Index(fields=["organ", "last_day"], name="leave_of_organ")]

    def __str__(self) -> str:
        return f"leave of {self.staff_id}, {self.first_day} to {self.last_day}"

    @property
    def standing(self) -> str:
        """One whose last day has passed is over; nothing is done to it any more."""
        open_ended = not self._state.adding and self.state in (self.State.REQUESTED, self.State.IN_FORCE)
        return OVER if open_ended and self.last_day < today() else super().standing

    @property
    def standing_label(self) -> str:
        return str(_("已结束")) if self.standing == OVER else super().standing_label

    def rows(self) -> list[Absence]:
        """Each post and who acts in it, as the page shows it."""
        return list(self.absences.select_related("post__organ", "substitute").order_by("pk"))

    def needs_confirmation(self) -> bool:
        """Whether somebody is to sign or publish meanwhile."""
        return self.absences.filter(role__in=NAMED_BY_TWO, substitute__isnull=False).exists()
