"""The files that come with a case or are made for it, and those held for a form that is not sent yet."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file that came with a case or was made for it; its content lies sealed in the file store."""

    class Origin(models.TextChoices):
        PARTY = "party", _("申请人（来信人）提交")
        STAFF = "staff", _("工作人员上传")
        LETTER = "letter", _("制发文书")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="attachments")
    origin = models.CharField(max_length=8, choices=Origin)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    # Whether the party may download it.
    for_party = models.BooleanField(default=False)
    # When its time ran out and its content was destroyed.
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=["party", "staff", "letter"]), name="attachment_origin_known")
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class HeldFile(models.Model):
    """A file of a form that had faults elsewhere, kept until the form is sent again (a day at most)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.UUIDField(db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    held_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"held file {self.pk}"
