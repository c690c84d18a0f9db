"""An organ's annual report on its way to the public (条例 A.49-50): what was entered, where it stands, who did what.

What people entered is only ever added to; the database refuses UPDATE and DELETE.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workflow.models import Document
from requests_app.annual.report import CHAPTERS
from requests_app.annual.table2 import Table2

TABLE2 = "table2"
PARTS = (TABLE2, *(chapter.code for chapter in CHAPTERS))


@text_columns(neither=("snapshot",))
class AnnualReport(Document):
    class State(models.TextChoices):
        DRAFT = "draft", _("编写中")
        SUBMITTED = "submitted", _("待签发")
        SIGNED = "signed", _("待公布")
        PUBLISHED = "published", _("已公布")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="annual_reports")
    year = models.PositiveBigIntegerField()
    state = models.TextField(choices=State, default=State.DRAFT)
    # Figures and texts as they were handed in: what is signed and published is exactly this.
    snapshot = models.JSONField(null=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="annual_report_once"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="annual_report_year_possible"),
            models.CheckConstraint(
                condition=Q(state="draft", snapshot__isnull=True)
                | Q(state__in=["submitted", "signed", "published"], snapshot__isnull=False),
                name="annual_report_frozen_once_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | (~Q(state="published") & Q(published_on__isnull=True)),
                name="annual_report_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"

    @property
    def standing(self) -> str:
        """A report in which nothing was written yet is an empty draft."""
        return self.stored_state


@text_columns(about_persons=("text",), neither=("part", "figures"))
class AnnualEntry(models.Model):
    """One version of a chapter's text, or of the figures of table 2."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, db_index=False, related_name="entries")
    part = models.TextField()
    version = models.PositiveBigIntegerField()
    text = models.TextField(default="", blank=True)
    figures = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "part", "version"], name="annual_entry_version_once"),
            models.CheckConstraint(
                condition=Q(part=TABLE2, figures__isnull=False, text="")
                | Q(part__in=[chapter.code for chapter in CHAPTERS], figures__isnull=True),
                name="annual_entry_part_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.part} {self.version}"

    @property
    def table(self) -> Table2:
        return Table2.from_json(self.figures or {})
