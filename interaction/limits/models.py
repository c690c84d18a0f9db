"""Versions of limits, with the day from which each holds: what the law changed, and what a county sets where none does."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.privacy.columns import text_columns


@text_columns(neither=("rule", "basis"))
class ConfiguredLimit(models.Model):
    """One version of a rule: its length, from a day on. Rows are added, never changed: a running clock
    goes on naming the version it started under."""

    rule = models.CharField(_("时限规则"), max_length=48)
    version = models.PositiveSmallIntegerField(_("版本"), editable=False)
    effective_from = models.DateField(_("自何日起施行"))
    length = models.PositiveSmallIntegerField(_("时限（以规则的单位计）"))
    extension = models.PositiveSmallIntegerField(_("最多延长（不填为不变）"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("时限的版本")
        ordering = ["rule", "version"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="limit_version_once"),
            models.UniqueConstraint(fields=["rule", "effective_from"], name="limit_day_once"),
            # Version 1 is the one in the code.
            models.CheckConstraint(condition=Q(version__gte=2, length__gte=1), name="limit_is_a_later_version"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} v{self.version}"
