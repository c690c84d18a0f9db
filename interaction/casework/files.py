"""The files that come with a case or are made for it, those held for a form that is not sent yet, and forms sent."""

import uuid
from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.evidence.matter import part_of
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


class Scan(models.TextChoices):
    """What the virus scanner said of a file."""

    UNASKED = "unasked", _("没有查毒")
    WAITING = "waiting", _("正在等待查毒")
    CLEAN = "clean", _("没有查出病毒")
    INFECTED = "infected", _("查出病毒，内容已经删除")


class KeptFile(models.Model):
    """A file whose content lies sealed in the file store: the copy without traces, and apart from it what came in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Sealed, as files are often called after whom they are about.
    name = SealedField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Its place among those that came with it.
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The key of the original in the file store; null where the file is kept as it came, or what came is kept nowhere.
    original = models.UUIDField(null=True)
    original_size = models.PositiveIntegerField(default=0, db_default=0)
    original_sha256 = models.CharField(max_length=64, default="", db_default="")
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.UNASKED, db_default=Scan.UNASKED)

    class Meta:
        abstract = True

    @property
    def may_be_opened(self) -> bool:
        """Whether the scanner, if there is one, has let it through."""
        return self.scan in (Scan.UNASKED, Scan.CLEAN)

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


OneFile = TypeVar("OneFile", bound="Attachment")


@text_columns(neither=("content_type", "sha256", "original_sha256"))
@part_of("case", "case")
class Attachment(KeptFile):
    """A file that came with a case or was made for it."""

    class Origin(models.TextChoices):
        PARTY = "party", _("申请人（来信人）提交")
        STAFF = "staff", _("工作人员上传")
        LETTER = "letter", _("制发文书")

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="attachments")
    origin = models.CharField(max_length=8, choices=Origin)
    added_at = models.DateTimeField()
    # Whether the party may download it.
    for_party = models.BooleanField(default=False)
    # When its time ran out and its content was destroyed.
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=["party", "staff", "letter"]), name="attachment_origin_known")
        ]
        indexes = [models.Index(fields=["added_at"], condition=Q(scan="waiting"), name="attachment_to_scan")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


def as_they_came(files: "Iterable[OneFile]") -> "list[OneFile]":
    """Return files in the order in which they came; those of one moment by what they are called."""
    return sorted(files, key=lambda file: (file.added_at, file.position, file.name))


@text_columns(neither=("content_type", "sha256", "original_sha256", "kind", "visitor"))
class StashedFile(KeptFile):
    """A file of a form that had faults elsewhere, kept until the form is sent again (a day at most)."""

    submission = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8)
    stashed_at = models.DateTimeField(db_index=True)
    # Whose it is: of the staff by their key, of anybody else by where the request came from, as a digest.
    visitor = models.CharField(max_length=64, default="", db_default="")
    signed = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return f"held file {self.pk}"

    @property
    def has_thumbnail(self) -> bool:
        """Whether something of it can be drawn small."""
        return self.may_be_opened and (self.is_picture or self.content_type == "application/pdf")


class Submission(models.Model):
    """The key of a form that did something to a case: a form sent twice does it once.

    Of the form that opened the case the database adds the row with the case, under the key itself. Of any other step the
    engine adds it under the case's lock, under a key that is also made of case, action and actor (submissions.py), with
    the event's number; that one is forgotten after a while. Apart from the case, because every index of the case is
    written anew with each step and whenever a notice moves its due date, and none is dearer than one of random keys.
    """

    key = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casework.Case", models.PROTECT, db_index=False, related_name="submissions")
    # Of the event that the form made, its `seq`, and when; both null for the form that opened the case.
    seq = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="submission_done")]

    def __str__(self) -> str:
        return str(self.key)
