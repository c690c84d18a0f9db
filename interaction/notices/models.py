"""The outbox: what must be told to somebody, written in the same transaction as the event that causes it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField, SealedJSONField


class Outgoing(models.Model):
    """A row of an outbox; how it goes out is its courier's (delivery.py)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已发送")
        DEAD = "dead", _("发送失败")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # What the last attempt came to: a status code, or the kind of fault; never a text of the other side.
    failure = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        abstract = True


@text_columns(about_persons=("subject",), neither=("failure", "key", "encloses"))
class Notice(Outgoing):
    class Channel(models.TextChoices):
        SITE = "site", _("站内")
        EMAIL = "email", _("电子邮件")
        SMS = "sms", _("短信")

    # What makes this notice this notice: a second one of the same key is refused by the database.
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=8, choices=Channel)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices")
    address = SealedField()
    subject = models.CharField(max_length=120)
    body = SealedField()
    # Of an e-mail: how its reader leaves a list (RFC 8058). The links in them are the reader's own.
    headers = SealedJSONField(null=True, default=None)
    # Of an e-mail: the keys of the files that go with it.
    encloses = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    # A plain number: this room lies below the one that knows cases.
    about_case = models.BigIntegerField(null=True, blank=True)
    # Of what is of use for a short while alone (a one-time code): the row goes as soon as it was sent, or is too late.
    until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("通知")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel="site", staff__isnull=False)
                | models.Q(channel__in=["email", "sms"], staff__isnull=True),
                name="notice_has_one_addressee",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "sent", "dead"]),
                name="notice_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"], condition=models.Q(state__in=["waiting", "sending"]), name="notice_due"
            ),
            models.Index(fields=["send_after"], condition=models.Q(state="dead"), name="notice_dead"),
            models.Index(fields=["about_case"], condition=models.Q(about_case__isnull=False), name="notice_about_case"),
            models.Index(fields=["staff", "-send_after"], condition=models.Q(channel="site"), name="notice_of_staff"),
        ]

    def __str__(self) -> str:
        return self.key
