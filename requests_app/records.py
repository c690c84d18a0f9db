"""What is stored beside a disclosure request: inquiries, its fee, remedies against it, and who else asked for the same."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.forgetting import forgotten_with_case
from interaction.evidence.matter import part_of
from interaction.limits.configured import in_force
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField
from interaction.replies.models import Document
from requests_app.fees import LABELS, Tariff
from requests_app.remedying import KINDS, RESULTS

OUTCOMES = (("published", _("已纳入主动公开")), ("not_published", _("不纳入主动公开")))


@part_of("case", "case")
@forgotten_with_case(emptied=("name", "contact", "what", "reasons"))
class ThirdPartyInquiry(models.Model):
    """One letter to a third party (A.32) or another organ (A.34), and its answer."""

    class Kind(models.TextChoices):
        THIRD_PARTY = "third_party", _("第三方")
        OTHER_ORGAN = "other_organ", _("其他机关")

    class Position(models.TextChoices):
        AGREES = "agrees", _("同意公开")
        OBJECTS = "objects", _("不同意公开")
        SILENT = "silent", _("逾期未反馈")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("requests_app.DisclosureRequest", models.PROTECT, related_name="inquiries")
    kind = models.CharField(max_length=12, choices=Kind)
    name = SealedField()
    contact = SealedField()
    what = SealedField()
    asked_on = models.DateField()
    # Unknown while a letter by post has not been proven to have arrived.
    answer_by = models.DateField(null=True)
    position = models.CharField(max_length=8, choices=Position, blank=True, default="")
    answered_on = models.DateField(null=True)
    reasons = SealedField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    # The letter that told an objecting third party of the disclosure.
    notified = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["third_party", "other_organ"]), name="consultation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(position__in=["", "agrees", "objects", "silent"]), name="consultation_position_known"
            ),
            models.CheckConstraint(
                condition=Q(position__in=["agrees", "objects"], answered_on__isnull=False)
                | Q(position__in=["", "silent"], answered_on__isnull=True),
                name="consultation_answer_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name} {self.asked_on}"

    @property
    def answered(self) -> str:
        """The answer in words; another organ's silence is consent (A.34), a third party's leaves it to the organ."""
        if self.position == self.Position.SILENT:
            return str(
                _("逾期未反馈，视为同意公开") if self.kind == self.Kind.OTHER_ORGAN else _("逾期未反馈，由本机关决定")
            )
        return str(self.get_position_display() or _("待反馈"))

    @property
    def ref(self) -> str:
        """Pairs the answer with its question for the clock."""
        return self.pk.hex[:12]


@text_columns(about_persons=("how_to_pay",))
@part_of("case", "case")
@forgotten_with_case(masked=("how_to_pay",))
class Fee(models.Model):
    """The fee notice of a request: which tariff, what it came to, and whether it was paid."""

    case = models.OneToOneField("requests_app.DisclosureRequest", models.PROTECT, related_name="fee")
    tariff = models.CharField(max_length=4, choices=[(str(one), LABELS[one]) for one in Tariff])
    count = models.PositiveIntegerField()
    before = models.PositiveIntegerField(default=0)
    yuan = models.PositiveIntegerField()
    noticed_on = models.DateField()
    # Unknown while a notice on paper has not been proven to have arrived.
    pay_by = models.DateField(null=True)
    how_to_pay = models.CharField(max_length=300, blank=True, default="", db_default="")
    paid_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tariff__in=["item", "page"]), name="fee_tariff_known"),
            models.CheckConstraint(condition=Q(yuan__gt=0), name="fee_is_charged"),
        ]

    def __str__(self) -> str:
        return f"fee of case {self.case_id}"

    @property
    def pay_within(self) -> int:
        """The working days to pay it, from the day after receipt, by the law of the notice's day."""
        return in_force("disclosure.payment", self.noticed_on).length


@part_of("case", "case")
@forgotten_with_case(emptied=("body",))
class Remedy(models.Model):
    """A reconsideration or lawsuit against a decision, as table 4 counts it."""

    PENDING = "pending"

    case = models.ForeignKey("requests_app.DisclosureRequest", models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=20, choices=KINDS)
    filed_on = models.DateField()
    body = SealedField()
    result = models.CharField(max_length=10, choices=[*RESULTS, (PENDING, _("尚未审结"))], default=PENDING)
    decided_on = models.DateField(null=True)
    # When it was found to have been noted by mistake: it stays known, and counts for nothing.
    taken_back_on = models.DateField(null=True)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["reconsideration", "litigation_direct", "litigation_after"]),
                name="remedy_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(result="pending", decided_on__isnull=True)
                | Q(result__in=["upheld", "corrected", "other"], decided_on__isnull=False),
                name="remedy_result_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filed_on}"


@text_columns(about_persons=("title", "said"))
@forgotten_with_case("requests__case", masked=("title", "said"))
class Topic(models.Model):
    """Something that one or several applicants ask an organ for (A.44), and what became of it."""

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    title = models.CharField()
    asked_last = models.DateField()
    # Different applicants within the year before `asked_last`.
    applicants = models.PositiveBigIntegerField()
    suggested = models.BooleanField(default=False)
    outcome = models.CharField(choices=OUTCOMES, blank=True, default="")
    settled_on = models.DateField(null=True)
    # Where it was published, or why not.
    said = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True)
                | (Q(outcome__in=["published", "not_published"], settled_on__isnull=False) & ~Q(said="")),
                name="topic_outcome_said",
            ),
        ]
        indexes = [
            # Nearly every topic has one applicant: the page that lists the others reads none of these.
            models.Index(
                fields=["organ", "-asked_last"], name="topic_of_several",
                condition=Q(outcome="") & (Q(applicants__gte=2) | Q(suggested=True)),
            ),
            models.Index(fields=["organ", "-settled_on"], name="topic_settled", condition=~Q(outcome="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class TopicKey(models.Model):
    """One of the keys under which a topic is found by titles that read like its own (topics.py)."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="keys")
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["organ", "key"], name="topic_key")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.key}"


@text_columns(about_persons=("applicant",))
@forgotten_with_case(emptied=("applicant",))
class TopicRequest(models.Model):
    """Which topic a request belongs to. A table of its own: the large one of the requests gets no column and no lock."""

    case = models.OneToOneField(
        "requests_app.DisclosureRequest", models.PROTECT, primary_key=True, related_name="asked_with"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="requests")
    # Who asked (a blind index, empty where nobody knows) and when: counted without a look at anything personal.
    applicant = models.CharField(blank=True, default="")
    asked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.case_id} in {self.topic_id}"
