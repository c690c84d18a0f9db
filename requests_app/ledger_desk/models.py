"""A ledger on its way in, from the upload to the cases; and who took names out."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedJSONField


@text_columns(about_persons=("name",))
class LedgerImport(models.Model):
    """An uploaded file: checked by the worker, confirmed by a person, imported by the worker. The file lies sealed in
    the file store until then, and no longer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("正在检查")
        CHECKED = "checked", _("检查通过，等您确认")
        CONFIRMED = "confirmed", _("正在导入")
        DONE = "done", _("已导入")
        FAULTY = "faulty", _("有错误，没有导入")
        FAILED = "failed", _("系统出错，没有导入")
        DISCARDED = "discarded", _("已取消")

    # What a person may still do something about: choose sheets, settle columns, decide.
    OPEN = (State.CHECKED, State.FAULTY)
    WORKING = (State.WAITING, State.CONFIRMED)
    ENDED = (State.DONE, State.FAULTY, State.FAILED, State.DISCARDED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    name = models.TextField()
    size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.WAITING)
    # Whether the sealed file still lies in the store, under this row's key.
    held = models.BooleanField(default=True)
    # Faulty because its columns are not known; it waits for somebody to settle them.
    unclear = models.BooleanField(default=False, db_default=False)
    attempts = models.PositiveBigIntegerField(default=0)
    # Of the check, then of the import: how many lines there are (about, while it is checked), how many are done.
    total = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    new = models.PositiveBigIntegerField(default=0)
    known = models.PositiveBigIntegerField(default=0)
    corrected = models.PositiveBigIntegerField(default=0, db_default=0)
    # What was found and decided (see outcome.py): a fault repeats what stands in a cell.
    said = SealedJSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "checked", "confirmed", "done", "faulty", "failed", "discarded"]),
                name="ledger_import_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "checked", "confirmed"]) | Q(held=True),
                name="ledger_import_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"ledger import {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def is_open(self) -> bool:
        """Whether the file can still be read otherwise, or decided about."""
        return self.held and self.state in self.OPEN

    @property
    def sheets(self) -> list[str] | None:
        """The sheets that were chosen; None for those that can be seen."""
        return self.said.get("sheets")

    @property
    def faults(self) -> list[Any]:
        return self.said.get("faults", [])

    @property
    def message(self) -> str:
        return self.said.get("message", "")


@text_columns(neither=("heading", "field"))
class LedgerColumn(models.Model):
    """What an organ's ledger calls a column, settled by hand once: the field of LedgerRow, or empty for not to be read."""

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    heading = models.TextField()  # folded (ledger.columns.fold)
    field = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "heading"], name="ledger_column_once")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"

    @classmethod
    def of(cls, organ: Organ) -> dict[str, str]:
        """What was settled of an organ's columns."""
        return dict(cls.objects.filter(organ=organ).values_list("heading", "field"))


class LedgerExport(models.Model):
    """Who took a ledger out together with the names of the applicants (个人信息保护法第五十一条). Only ever added to."""

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveBigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ledger of {self.organ_id} taken out {self.at}"
