"""What somebody asked in a case and somebody else has to decide, beside the state that the case is in."""

from django.db import models
from django.db.models import Q

from interaction.organs.models import Organ, Role
from interaction.privacy.columns import text_columns

# Whom a case may ask: every role that works on cases.
ASKS = [role for role in Role if role not in (Role.LEGAL, Role.ARCHIVIST, Role.SECURITY, Role.AUDITOR)]


@text_columns(neither=("kind",))
class OpenQuestion(models.Model):
    """A question that waits: the event that asked it, and who may decide it where. Gone once it is answered or moot."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="questions")
    # The name of the action that asked.
    kind = models.CharField(max_length=40)
    role = models.CharField(max_length=16, choices=[(role.value, role.label) for role in ASKS])
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    event = models.OneToOneField("casework.Event", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="open_question_once"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in ASKS]), name="open_question_role_known"
            ),
        ]
        indexes = [models.Index(fields=["role", "organ"], name="open_question_of")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
