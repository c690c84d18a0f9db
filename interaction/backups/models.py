"""What was backed up and when, and who was forgotten since."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.privacy.columns import text_columns


@text_columns(neither=("place", "sha256", "manifest", "words"))
class BackupRun(models.Model):
    """One backup: when, how large, where it lies, and how it went."""

    class State(models.TextChoices):
        RUNNING = "running", _("正在备份")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        BROKEN_OFF = "broken_off", _("中断")

    began_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    place = models.CharField(max_length=500)
    size = models.BigIntegerField(default=0)
    # Of the sealed file; and of the manifest that lies in it.
    sha256 = models.CharField(max_length=64, default="")
    manifest = models.CharField(max_length=64, default="")
    # What went wrong, or what is missing in it.
    words = models.TextField(default="")

    def __str__(self) -> str:
        return self.place


@text_columns(neither=("kind", "key"))
class Erasure(models.Model):
    """That something of a person was erased, so that a backup of before does not bring it back.

    Written with the erasure itself, and from here into a file outside the database; neither says who it was.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    day = models.DateField()
    # When it was added to the file.
    listed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="erased_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(listed_at=None), name="erasure_to_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
