"""Which answered orders are called about: all, or so many of a hundred; the others are asked by SMS alone."""

import hashlib
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

ALL = 100


class CallBackShare(models.Model):
    """From a day on, so many of a hundred answered orders are called back."""

    effective_from = models.DateField(_("生效日期"), unique=True)
    per_hundred = models.PositiveSmallIntegerField(
        _("每百件回访件数"), help_text=_("100 为全部电话回访，其余只发短信。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("回访比例")
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(condition=models.Q(per_hundred__range=(0, ALL)), name="call_back_share_in_range")
        ]

    def __str__(self) -> str:
        return f"{self.effective_from}: {self.per_hundred}"


def drawn(number: str, on: date) -> bool:
    """Whether the order of that number is among those called about. Nobody chooses: its number decides."""
    share = CallBackShare.objects.filter(effective_from__lte=on).order_by("-effective_from").first()
    if share is None:
        return True
    ticket = int.from_bytes(hashlib.sha256(number.encode()).digest()[:4]) % ALL
    return ticket < share.per_hundred
