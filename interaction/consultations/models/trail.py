"""Who did what to a consultation, a survey or a catalogue, and when. Rows are only added; the database sees to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models.catalogue import Catalogue
from interaction.consultations.models.consultation import Consultation
from interaction.consultations.models.survey import Survey


class ConsultationLogEntry(models.Model):
    """One act. `note` is what was said with it (a reason), `details` facts without personal data."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, db_index=False, related_name="acts")
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, db_index=False, related_name="acts")
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, null=True, db_index=False, related_name="acts")
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    note = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    stage_after = models.TextField()

    class Meta:
        verbose_name = _("经过")
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, survey__isnull=True, catalogue__isnull=True)
                | Q(consultation__isnull=True, survey__isnull=False, catalogue__isnull=True)
                | Q(consultation__isnull=True, survey__isnull=True, catalogue__isnull=False),
                name="act_of_one_thing",
            ),
            models.UniqueConstraint(fields=["consultation", "seq"], name="act_of_consultation_once"),
            models.UniqueConstraint(fields=["survey", "seq"], name="act_of_survey_once"),
            models.UniqueConstraint(fields=["catalogue", "seq"], name="act_of_catalogue_once"),
            models.CheckConstraint(
                condition=~Q(name__in=["extend", "shorten", "withdraw", "send_back", "return_report"]) | ~Q(note=""),
                name="act_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"
