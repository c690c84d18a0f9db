"""What the public reads: masked snapshots, made when a reply was published. No personal data, no join to any."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.models import Case
from interaction.evidence.matter import part_of
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedJSONField


@text_columns(about_persons=("title", "content", "reply"), neither=("channel", "number", "kind"))
@part_of("case", "case")
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
            models.Index(
                fields=["kind", "-replied_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_of_kind",
            ),
            models.Index(
                fields=["organ", "kind", "-replied_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_of_organ_kind",
            ),
            models.Index(
                fields=["-received_on", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_received",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@text_columns(about_persons=("corrected", "reason"))
@part_of("case", "publication__case")
class PublicationChange(models.Model):
    """What was done to a published item, as the public reads it. Rows are only ever added; the database sees to it.

    The text as it was before is kept sealed: to account for it, never to show it again.
    """

    class Kind(models.TextChoices):
        CORRECTED = "corrected", pgettext_lazy("经过", "更正")
        WITHDRAWN = "withdrawn", _("撤下")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="changes")
    kind = models.TextField(_("办理"), choices=Kind)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"))
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("机关"))
    corrected = models.TextField(_("更正内容"), blank=True, default="")
    reason = models.TextField(_("理由"))
    earlier = SealedJSONField()

    class Meta:
        verbose_name = _("公开内容的变更")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["corrected", "withdrawn"]), name="publication_change_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="publication_change_has_a_reason"),
            models.UniqueConstraint(
                fields=["publication"], condition=Q(kind="withdrawn"), name="publication_withdrawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind} {self.on}"


@text_columns(about_persons=("question",))
@part_of("case", "publication__case")
class TypicalReply(models.Model):
    """A published reply that answers what many ask (典型答复)."""

    publication = models.OneToOneField(Publication, models.PROTECT, primary_key=True, related_name="typical")
    question = models.TextField(_("问法"), blank=True, default="")
    pinned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("典型答复")
        indexes = [models.Index(fields=["-pinned_at", "-publication"], name="typical_newest")]

    def __str__(self) -> str:
        return self.question or str(self.publication)


class PublicationWords(models.Model):
    """What similar replies are found by: pairs of characters of the public text, with an index of its own."""

    publication = models.OneToOneField(Publication, models.CASCADE, primary_key=True, related_name="words")
    typical = models.BooleanField(default=False)
    words = SearchVectorField()

    class Meta:
        indexes = [
            # Read far more often than written: nothing waits in a list that every question would have to go through.
            GinIndex(fields=["words"], fastupdate=False, name="publication_words"),
            GinIndex(fields=["words"], fastupdate=False, condition=Q(typical=True), name="typical_words"),
        ]

    def __str__(self) -> str:
        return f"words of publication {self.publication_id}"


class LeakCheck(models.Model):
    """A run of the check that nobody reads a particular of another sender: what is newer comes next."""

    began_at = models.DateTimeField()
    texts = models.PositiveIntegerField()
    leaks = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.began_at}: {self.leaks}"
