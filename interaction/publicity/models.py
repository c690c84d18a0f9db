"""What the public reads: masked snapshots, made when a reply was published. No personal data, no join to any."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.organs.models import Organ


class Publication(models.Model):
    case = models.OneToOneField(Case, models.PROTECT, related_name="publication")
    channel = models.CharField(max_length=16)
    number = models.CharField(_("编号"), max_length=32)
    kind = models.CharField(_("类别"), max_length=40, blank=True, default="")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("答复机关"))
    title = models.CharField(_("标题"), max_length=200)
    content = models.TextField(_("内容"))
    reply = models.TextField(_("答复"))
    received_on = models.DateField(_("收到日期"))
    replied_on = models.DateField(_("答复日期"))
    workdays = models.PositiveIntegerField(_("办理工作日"), null=True)
    published_at = models.DateTimeField(_("公开时间"))
    stars = models.PositiveSmallIntegerField(_("满意度"), null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("公开的答复")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="publication_stars_in_range"
            ),
            models.CheckConstraint(
                condition=Q(replied_on__gte=models.F("received_on")),
                name="publication_replied_after_received",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-replied_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_newest",
            ),
            models.Index(
                fields=["channel", "-replied_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_of_channel",
            ),
            models.Index(
                fields=["organ", "-replied_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_of_organ",
            ),
        ]

    def __str__(self) -> str:
        return self.title
