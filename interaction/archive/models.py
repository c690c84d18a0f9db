"""What is stored of the organ's archive: which case is which file, until when; the table of terms; appraisals, packages.

The database refuses to destroy a numbered document, or to erase a filed case, before its file has left the archive.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.archive.terms import Term
from interaction.casework.models import Case
from interaction.evidence.matter import part_of
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.declarations import Text
from interaction.workflow.models import Document

TERMS = [(one.value, one.label) for one in Term]


@text_columns(about_persons=("reason",), neither=("file_class", "law"))
class TermVersion(Document):
    """How long a class of files is kept from a day on, as one archivist entered it and another confirmed it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        DROPPED = "dropped", _("不采用")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    file_class = models.CharField(max_length=40)
    term = models.CharField(_("保管期限"), max_length=8, choices=TERMS)
    effective_from = models.DateField(_("自何日起施行"))
    law = models.CharField(_("依据"), max_length=200)
    reason = models.TextField(_("理由"))
    confirmed_on = models.DateField(null=True)

    CONFLICTS: ClassVar[dict[str, Text]] = {
        "archive_term_once": _("这一类同一天起施行的保管期限已经确认过，请另定施行日期，或者不采用这一版。"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file_class", "effective_from"], condition=Q(state="confirmed"), name="archive_term_once"
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False, effective_from__gt=F("confirmed_on"))
                | Q(state__in=["draft", "dropped"], confirmed_on__isnull=True),
                name="archive_term_never_reaches_back",
            ),
            models.CheckConstraint(condition=Q(term__in=["Y", "D30", "D10", "none"]), name="archive_term_known"),
        ]

    def __str__(self) -> str:
        return f"{self.file_class} {self.effective_from}"


@text_columns(about_persons=("opinion", "left_out"))
class Appraisal(Document):
    """鉴定: what becomes of files whose term has run out, proposed by one archivist and decided by another."""

    class State(models.TextChoices):
        DRAFT = "draft", _("待审定")
        CONFIRMED = "confirmed", _("已审定")
        DROPPED = "dropped", _("不采用")

    class Outcome(models.TextChoices):
        DESTROY = "destroy", _("销毁")
        THIRTY = Term.THIRTY.value, _("延长到30年")
        PERMANENT = Term.PERMANENT.value, _("改为永久")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("立档单位"))
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    expired_by = models.DateField(_("期满日"))
    outcome = models.CharField(_("鉴定意见"), max_length=8, choices=Outcome)
    opinion = models.TextField(_("理由"))
    # Archival numbers that this appraisal leaves as they are.
    left_out = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["destroy", "D30", "Y"]), name="archive_appraisal_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"appraisal {self.pk}"


@text_columns(neither=("receipt",))
class Package(Document):
    """A package of an organ's files of a year, ordered by one archivist; handed over by another, with the receipt."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("待移交")
        HANDED = "handed", _("已移交")
        DROPPED = "dropped", _("已作废")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("立档单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(max_length=12, choices=State, default=State.ORDERED)
    receipt = models.CharField(_("交接文据编号"), max_length=80, blank=True, default="")
    handed_on = models.DateField(_("移交日期"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="handed", handed_on__isnull=False) & ~Q(receipt="")
                | Q(state__in=["ordered", "dropped"], handed_on__isnull=True, receipt=""),
                name="archive_package_with_its_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.pk}"


@text_columns(about_persons=("packed",), neither=("sha256",))
class Build(models.Model):
    """The file of a package as the worker made it: sealed in the file store in pieces, until it is handed over or dropped."""

    package = models.OneToOneField(Package, models.PROTECT, related_name="build")
    content = models.UUIDField(default=uuid.uuid4, editable=False)
    attempts = models.PositiveBigIntegerField(default=0)
    # How many files of the archive there are, and how many are in it.
    total = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    pieces = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    # {key of the case: number of its events} as they were packed; what moved since is not in the package.
    packed = models.JSONField(default=dict)
    failed = models.BooleanField(default=False)
    built_at = models.DateTimeField(null=True)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(built_at__isnull=True) | ~Q(sha256=""), name="archive_build_with_its_hash"
            )
        ]

    def __str__(self) -> str:
        return f"build of {self.package_id}"

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return min(99, 100 * self.done // self.total) if self.total else 0


@text_columns(neither=("file_class", "number"))
@part_of("case", "case", without=("term", "keep_until", "ended_on", "package", "appraisal"))
class ArchiveFile(models.Model):
    """件: one case in the organ's archive, under its archival number (档号)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="archive_file")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("立档单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    file_class = models.CharField(max_length=40)
    term = models.CharField(_("保管期限"), max_length=8, choices=TERMS)
    number = models.CharField(_("档号"), max_length=60, unique=True)
    filed_on = models.DateField(_("归档日期"))
    # Empty: for ever.
    keep_until = models.DateField(_("保管到"), null=True)
    # When it left the archive, and by what: handed over within a package, or destroyed by an appraisal.
    ended_on = models.DateField(null=True)
    package = models.ForeignKey(Package, models.PROTECT, null=True, related_name="files")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="files")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(term="Y", keep_until__isnull=True) | Q(term__in=["D30", "D10"], keep_until__isnull=False),
                name="archive_file_term_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, package__isnull=True, appraisal__isnull=True)
                | Q(ended_on__isnull=False, package__isnull=False, appraisal__isnull=True)
                | Q(ended_on__gt=F("keep_until"), package__isnull=True, appraisal__isnull=False),
                name="archive_file_leaves_by_one_way",
            ),
        ]
        indexes = [models.Index(fields=["organ", "year"], name="archive_file_of_year")]

    def __str__(self) -> str:
        return self.number

    @property
    def term_label(self) -> str:
        """What its term is called."""
        return Term(self.term).label


class FiledYear(models.Model):
    """A year whose closed cases have all been filed, or found not to be filed."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    done_on = models.DateField()

    def __str__(self) -> str:
        return str(self.year)
