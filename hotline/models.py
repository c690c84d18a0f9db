"""热线工单: one matter raised with the county's 12345, from the call to the call-back.

Practice: 国办发〔2020〕53号, GB/T 33358-2016, and the county's configured limits. The steps stand in the mixins, one chapter
of the work each; dispatch, returns, assisting organs, review and supervision are those of letters (interaction).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotline import states
from hotline.calling_back import CallBackActions
from hotline.checking import QualityActions
from hotline.handling import HandlingActions
from hotline.intake_actions import IntakeActions
from hotline.intake_forms import ABOVE
from hotline.kinds import ExclusionGround, Kind, Settled
from hotline.sampling import CallBackShare
from hotline.states import State
from hotline.upstream import UpstreamActions
from interaction.casework.assisting import AssistActions
from interaction.casework.channels import Channel
from interaction.casework.classification import ClassifyActions
from interaction.casework.code_actions import QueryCodeActions
from interaction.casework.free_text import FreeTextCase
from interaction.casework.merging import MergeActions
from interaction.casework.models import Case
from interaction.casework.retelling import RetellingActions
from interaction.casework.returning import ReturnActions
from interaction.casework.steps import DispatchActions, PartyActions, RevealPartyActions
from interaction.evidence.matter import part_of
from interaction.privacy.columns import text_columns
from interaction.publicity.clearing import ClearingActions
from interaction.publicity.retention import RetentionActions, masked
from interaction.publicity.steps import PublicationActions
from interaction.replies.replying import ReplyActions
from interaction.replies.reworking import BAD
from interaction.replies.steps import DraftActions
from interaction.supervision.steps import SupervisionActions

__all__ = ["CallBackShare", "WorkOrder"]

# A bad rating that a supervisor has not decided about: rework, or the reply stands.
UNDECIDED = (Q(settled=Settled.NO) | Q(stars__lte=BAD)) & Q(reworked=False, rework_refused=False)


@text_columns(about_persons=("content", "place"))
@part_of("case")
class WorkOrder(  # type: ignore[misc]
    IntakeActions,
    UpstreamActions,
    ClassifyActions,
    MergeActions,
    ClearingActions,
    DispatchActions,
    AssistActions,
    ReturnActions,
    HandlingActions,
    ReplyActions,
    DraftActions,
    CallBackActions,
    QualityActions,
    PublicationActions,
    SupervisionActions,
    RetentionActions,
    RetellingActions,
    PartyActions,
    RevealPartyActions,
    QueryCodeActions,
    FreeTextCase,
    Case,
):
    kind = models.CharField(_("诉求类型"), max_length=16, choices=Kind)
    # A caller who left no number: nobody can be called, or called back.
    anonymous = models.BooleanField(_("未留电话"), default=False)
    # Answered while the caller was on the line.
    direct = models.BooleanField(_("当场答复"), default=False)
    # How many earlier orders the same caller raised about the same matter.
    repeat_of = models.PositiveSmallIntegerField(_("此前同一事项"), default=0)
    # Whether an agent calls about it; the others are asked by SMS alone (sampling).
    asked = models.BooleanField(_("电话回访"), default=True)
    settled = models.CharField(_("是否解决"), max_length=8, choices=Settled, blank=True, null=True)
    stars = models.PositiveSmallIntegerField(_("满意度"), null=True)
    rework_refused = models.BooleanField(default=False, db_default=False)
    # Left out of the rates: on which ground that was asked for, and what the reviewer decided.
    exclusion_asked = models.CharField(_("申请剔除"), max_length=16, choices=ExclusionGround, blank=True, default="")
    excluded = models.BooleanField(_("剔除"), null=True)

    describes: ClassVar[Channel]
    States: ClassVar[type[models.TextChoices]] = State
    WAITS_FOR: ClassVar[dict[str, str]] = states.WAITS_FOR  # type: ignore[assignment]
    ENDED: ClassVar[frozenset[str]] = states.ENDED
    AT_WORK: ClassVar[tuple[str, ...]] = states.AT_WORK
    LEADS: ClassVar[tuple[str, ...]] = states.LEADS
    URGENCIES: ClassVar[tuple[Case.Urgency, ...]] = tuple(Case.Urgency)

    class Meta:
        verbose_name = _("热线工单")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="order_kind_known"),
            models.CheckConstraint(
                condition=Q(settled__isnull=True) | Q(settled__in=Settled.values), name="order_settled_known"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="order_stars_in_range"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True, settled__isnull=True) | Q(stars__isnull=False, settled__isnull=False),
                name="order_rated_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(excluded__isnull=True) | ~Q(exclusion_asked=""), name="order_excluded_when_asked"
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="order_not_joined_to_itself"),
        ]
        indexes = [
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="order_followers"),
            models.Index(fields=["case_ptr"], condition=UNDECIDED, name="order_badly_rated"),
        ]

    @property
    def is_from_above(self) -> bool:
        return self.source in ABOVE and bool(self.upstream_number)

    @property
    def owes_contact(self) -> bool:
        """Whether the organ that handles the order must speak with the caller: there is one, and it may know whom."""
        return not self.anonymous and self.identity != self.Identity.HIDDEN

    @property
    def badly_rated(self) -> bool:
        """Whether its caller is not content, or says that nothing is settled."""
        return self.stars is not None and (self.stars <= BAD or self.settled == Settled.NO)

    def when_anonymised(self, names: tuple[str, ...]) -> None:
        self.content, self.place, self.accused = masked(self.content, names), "", ""
