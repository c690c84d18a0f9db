"""Records of reading (查阅记录): who looked at what, when, from where. Rows are only ever added.

The database numbers and chains the rows as they come, and refuses every change; it lets go of a row only when the law's
six months are over and a record says so (网络安全法 A.23(3), GB/T 22239-2019 8.1.4.3).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


class Kind(models.TextChoices):
    """What a record tells."""

    CASE = "case", _("打开办件")
    FILE = "file", _("查看、下载附件")
    ORIGINAL = "original", _("取封存原件")
    PERSON = "person", _("查看个人信息")
    SEARCH = "search", _("检索")
    EXPORT = "export", _("导出")
    SETTINGS = "settings", _("系统设置")
    AUDIT = "audit", _("查阅审计记录")
    SIGN_IN = "sign_in", _("登录")
    SIGN_OUT = "sign_out", _("退出")
    FAILED = "failed", _("登录失败")
    PRUNED = "pruned", _("到期清理")


@text_columns(
    about_persons=("address", "words", "details"),
    neither=("page", "case_number", "words_digest", "source", "anchor", "seal", "previous", "digest"),
)
class Reading(models.Model):
    """One record. Nothing of a person stands in it in the clear: words searched for are masked, the address is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Its number without gaps, the digest of the record before it and its own: set by the database.
    seq = models.BigIntegerField(unique=True, editable=False)
    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    # The name of the page, and its address without what was asked of it.
    page = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    # Whether the case is neither at nor addressed to an organ at which this person holds a post.
    outside = models.BooleanField(default=False)
    words_digest = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=40, blank=True)
    # Where it came from: a digest by which the same place is found again, and the network address itself, sealed.
    source = models.CharField(max_length=64, blank=True)
    network = SealedField()
    details = models.JSONField(default=dict)
    # Of the latest record that its process knew to be kept: under the seal of this one.
    anchor_seq = models.BigIntegerField(null=True)
    anchor = models.BinaryField(default=b"")
    key = models.PositiveSmallIntegerField()
    seal = models.BinaryField()
    previous = models.BinaryField(editable=False)
    digest = models.BinaryField(editable=False)

    SET_BY_DATABASE: ClassVar[tuple[str, ...]] = ("seq", "previous", "digest")

    class Meta:
        verbose_name = verbose_name_plural = _("查阅记录")
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["who", "-seq"], name="reading_of_person"),
            models.Index(fields=["case_number", "-seq"], name="reading_of_case", condition=~Q(case_number="")),
            models.Index(fields=["kind", "-seq"], name="reading_of_kind"),
            models.Index(fields=["at"], name="reading_of_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reading_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


@text_columns(neither=("words_digest",))
class Alarm(models.Model):
    """That somebody's reading on a day was over a threshold; raised once, never changed."""

    class Kind(models.TextChoices):
        OUTSIDE = "outside", _("一天内打开很多外单位的办件")
        NIGHT = "night", _("夜间查阅")
        SAME_WORDS = "same_words", _("反复检索同一个名字或者号码")

    kind = models.CharField(max_length=12, choices=Kind)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    words_digest = models.CharField(max_length=64, blank=True, default="")
    # How many it were when it was raised.
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("查阅预警")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "who", "kind", "words_digest"], name="alarm_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["outside", "night", "same_words"]), name="alarm_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="alarm_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
