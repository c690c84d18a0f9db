"""账号恢复: a lost password or second factor of one of the staff, given anew by two (GB/T 22239-2019 8.1.4.1, 8.1.5)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.declarations import Text
from interaction.workflow.models import Document


@text_columns(about_persons=("checked",))
class Recovery(Document):
    """What one person lost, how it was made sure that it is they who ask, and who agreed."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待另一人确认")
        DONE = "done", _("已恢复")
        REFUSED = "refused", _("不同意")

    class What(models.TextChoices):
        PASSWORD = "password", _("忘记密码")
        FACTOR = "factor", _("丢失身份验证器（手机）")
        BOTH = "both", _("密码和身份验证器都没有了")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("单位"))
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("工作人员"))
    what = models.CharField(_("丢了什么"), max_length=8, choices=What)
    checked = models.TextField(_("怎样核对的本人"))
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )

    CONFLICTS: ClassVar[dict[str, Text]] = {}

    class Meta:
        verbose_name = _("账号恢复")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["proposed", "done", "refused"]), name="recovery_state_known"),
            models.CheckConstraint(condition=Q(what__in=["password", "factor", "both"]), name="recovery_what_known"),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("staff")) & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("staff"))),
                name="recovery_not_of_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="recovery_by_two",
            ),
        ]
        indexes = [models.Index(fields=["organ", "state"], name="recovery_of_organ")]

    def __str__(self) -> str:
        return f"{self.what} of {self.staff_id}"
