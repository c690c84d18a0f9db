"""Who wants to be told by e-mail of what becomes public. The address is sealed, and so is what was searched for: both are
the subscriber's own affair (个人信息保护法 A.51)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import BlindIndexField, SealedField
from interaction.publicity.search.models import IndexRow


@text_columns(neither=("channel", "kind", "wanted", "language"))
class Subscription(models.Model):
    class Rhythm(models.TextChoices):
        DAILY = "daily", _("每天汇总一次（上午八点后，没有新内容不发）")
        AT_ONCE = "at_once", _("有新内容就发")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = SealedField(_("电子邮箱"))
    address_index = BlindIndexField(of="address")
    # What is wanted: all of these that are given.
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
                              verbose_name=_("单位"))  # fmt: skip
    channel = models.CharField(_("渠道"), max_length=16, blank=True, default="")
    kind = models.CharField(_("类别"), max_length=40, blank=True, default="")
    words = SealedField(_("检索词"))
    # A digest of what is wanted: nobody is subscribed to the same twice.
    wanted = models.CharField(max_length=64)
    rhythm = models.CharField(_("多久发一次"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    language = models.CharField(max_length=8, default="zh-hans")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # How many mails of news have been written, and the date of the last.
    mails = models.PositiveIntegerField(default=0)
    mailed_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("邮件订阅")
        constraints = [
            models.UniqueConstraint(fields=["address_index", "wanted"], name="subscription_once"),
            models.CheckConstraint(condition=Q(rhythm__in=["daily", "at_once"]), name="subscription_rhythm_known"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="subscription_unconfirmed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class News(models.Model):
    """Something that became public and that a subscriber has not been told of yet."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, db_index=False, related_name="news")
    row = models.ForeignKey(IndexRow, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "row"], name="news_once")]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.row_id}"
