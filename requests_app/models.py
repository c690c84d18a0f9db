"""依申请公开: a disclosure request from the application to the published reply, step by step as the Regulation has it.

条例 = 中华人民共和国政府信息公开条例 (State Council Order 711, in force 2019-05-15). The steps stand in the mixins, one
chapter of the work each; here is what is stored.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.assisting import AssistActions
from interaction.casework.channels import Channel
from interaction.casework.code_actions import QueryCodeActions
from interaction.casework.models import Case
from interaction.casework.retelling import RetellingActions
from interaction.casework.steps import DispatchActions, HandBackActions, PartyActions, RevealPartyActions
from interaction.evidence.matter import part_of
from interaction.privacy.columns import text_columns
from interaction.publicity.retention import RetentionActions, masked
from interaction.publicity.steps import PublicationActions
from interaction.replies.steps import DraftActions
from interaction.supervision.steps import SupervisionActions
from requests_app import states
from requests_app.annual.models import AnnualEntry, AnnualReport
from requests_app.charging import FeeActions
from requests_app.correcting import LedgerActions
from requests_app.deciding import DecisionActions
from requests_app.delivering import DeliveryActions
from requests_app.examining import ExaminingActions
from requests_app.excessive_requests import ExcessiveRequestActions
from requests_app.inquiries import InquiryActions
from requests_app.intake import IntakeActions
from requests_app.law.in_force import law_on
from requests_app.law.models import LawVersion
from requests_app.ledger_desk.models import LedgerColumn, LedgerExport, LedgerImport
from requests_app.mailing import MailingActions
from requests_app.proactive import ProactiveActions
from requests_app.records import Fee, Remedy, ThirdPartyInquiry, Topic, TopicKey, TopicRequest
from requests_app.redoing import RedoActions
from requests_app.remedying import RemedyActions
from requests_app.states import State

# Stored beside the requests, described in their own rooms.
__all__ = [
    "AnnualEntry",
    "AnnualReport",
    "DisclosureRequest",
    "Fee",
    "LawVersion",
    "LedgerColumn",
    "LedgerExport",
    "LedgerImport",
    "Remedy",
    "ThirdPartyInquiry",
    "Topic",
    "TopicKey",
    "TopicRequest",
]  # fmt: skip


@text_columns(about_persons=("wanted",), neither=("manner", "way", "decision", "outcome_row", "ledger_number"))
@part_of("case")
class DisclosureRequest(  # type: ignore[misc]
    IntakeActions,
    DispatchActions,
    HandBackActions,
    InquiryActions,
    AssistActions,
    ExcessiveRequestActions,
    FeeActions,
    DecisionActions,
    ExaminingActions,
    DraftActions,
    DeliveryActions,
    PublicationActions,
    RemedyActions,
    RedoActions,
    MailingActions,
    LedgerActions,
    SupervisionActions,
    ProactiveActions,
    RetentionActions,
    RetellingActions,
    PartyActions,
    RevealPartyActions,
    QueryCodeActions,
    Case,
):
    class RequestType(models.TextChoices):
        INFORMATION = "information", _("获取政府信息")
        OWN_RECORD = "own_record", _("更正与本人（本单位）相关的政府信息记录")  # 条例 A.41

    matter = models.CharField(_("申请事项"), max_length=12, choices=RequestType, default=RequestType.INFORMATION)
    wanted = models.TextField(_("所需信息"))
    manner = models.CharField(_("提供形式"), max_length=12)
    way = models.CharField(_("获取方式"), max_length=12)
    oral = models.BooleanField(_("口头申请"), default=False)
    correction_requested = models.BooleanField(default=False)
    correction_by = models.DateField(null=True)
    # Completed after the period, with reasons that the organ has yet to find good (A.30).
    corrected_late = models.BooleanField(default=False, db_default=False)
    extended = models.BooleanField(default=False)
    delayed = models.BooleanField(default=False)
    reasons_asked_on = models.DateField(null=True)
    reasons_by = models.DateField(null=True)
    reasons_given = models.BooleanField(default=False)
    # Whether there are rows to look for in the tables below.
    consulted = models.BooleanField(default=False)
    charged = models.BooleanField(default=False)
    remedied = models.BooleanField(default=False)
    decision = models.CharField(_("决定类型"), max_length=40, blank=True, default="")
    # The row of table 3 this request counts in, and the day its outcome was reached (annual report).
    outcome_row = models.CharField(max_length=8, blank=True, default="")
    outcome_on = models.DateField(null=True)
    # As the organ's own ledger numbered it, where it came from one.
    ledger_number = models.CharField(_("原受理编号"), max_length=60, blank=True, default="")

    describes: ClassVar[Channel]
    States: ClassVar[type[models.TextChoices]] = State
    WAITS_FOR: ClassVar[dict[str, str]] = states.WAITS_FOR  # type: ignore[assignment]
    ENDED: ClassVar[frozenset[str]] = states.ENDED

    class Meta:
        verbose_name = _("依申请公开")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome_row="", outcome_on__isnull=True)
                | (~Q(outcome_row="") & Q(outcome_on__isnull=False)),
                name="request_outcome_has_a_day",
            ),
            models.CheckConstraint(condition=Q(matter__in=["information", "own_record"]), name="request_matter_known"),
        ]
        indexes = [
            models.Index(fields=["outcome_on"], name="request_outcome_on"),
            models.Index(fields=["ledger_number"], condition=~Q(ledger_number=""), name="request_ledger_number"),
        ]

    def settle(self, row: str, on: date) -> None:
        """Note the outcome for the annual report. What was never received, and A.41's matters, are not in it."""
        if self.received_on is not None and self.matter == self.RequestType.INFORMATION and row:
            self.outcome_row, self.outcome_on = row, max(on, self.received_on)

    def settle_undecided(self, ending: str, on: date) -> None:
        """Note how it ended without a decision, in the row that the law of its day says."""
        self.settle(law_on(on).on(f"row.{ending}").value, on)

    @property
    def is_disputed(self) -> bool:
        """Whether a reconsideration or lawsuit is not decided yet."""
        return self.remedied and self.remedies.filter(result=Remedy.PENDING, taken_back_on__isnull=True).exists()

    def when_anonymised(self, names: tuple[str, ...]) -> None:
        self.wanted = masked(self.wanted, names)

    def when_withdrawn(self, on: date) -> None:
        """Withdrawn by the applicant: counted among the other outcomes."""
        self.settle_undecided("withdrawn", on)
