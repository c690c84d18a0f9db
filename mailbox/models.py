"""领导信箱: a letter to a leader from sending to the published reply.

Limits and steps: the county's configured practice, and 信访工作条例 where a letter is a petition. The steps stand in the
mixins, one chapter of the work each; here is what is stored.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
from mailbox import states
from mailbox.follow_up import FollowUpActions
from mailbox.intake_actions import IntakeActions
from mailbox.kinds import Kind
from mailbox.mailboxes import Mailbox, PublishedLetter
from mailbox.petition_reviews import PetitionReviewActions
from mailbox.petitions import PetitionActions
from mailbox.screening import ScreeningActions
from mailbox.signing import SignOffActions
from mailbox.states import State
from mailbox.transfers import TransferActions

__all__ = ["Letter", "Mailbox", "PublishedLetter"]

# A bad rating that a supervisor has not decided about: rework, or the reply stands.
UNDECIDED = (Q(stars__lte=BAD) | Q(settled=False)) & Q(reworked=False, rework_refused=False)


@text_columns(about_persons=("content", "place"), neither=("batch",))
@part_of("case")
class Letter(  # type: ignore[misc]
    IntakeActions,
    ScreeningActions,
    TransferActions,
    PetitionActions,
    PetitionReviewActions,
    ClassifyActions,
    MergeActions,
    ClearingActions,
    DispatchActions,
    AssistActions,
    ReturnActions,
    ReplyActions,
    DraftActions,
    SignOffActions,
    FollowUpActions,
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
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="letters", verbose_name=_("信箱"))
    kind = models.CharField(_("来信类型"), max_length=16, choices=Kind)
    # 电视问政, 网络问政: the programme and its number.
    batch = models.CharField(_("节目、期次"), max_length=60, blank=True, default="", db_default="")
    # Handled as a claim by 信访工作条例 A.31(6).
    petition = models.BooleanField(_("信访事项"), default=False, db_default=False)
    conversion_proposed = models.BooleanField(default=False, db_default=False)
    stars = models.PositiveSmallIntegerField(_("满意度"), null=True)
    settled = models.BooleanField(_("是否解决"), null=True)
    rework_refused = models.BooleanField(default=False, db_default=False)

    describes: ClassVar[Channel]
    States: ClassVar[type[models.TextChoices]] = State
    WAITS_FOR: ClassVar[dict[str, str]] = states.WAITS_FOR  # type: ignore[assignment]
    ENDED: ClassVar[frozenset[str]] = states.ENDED
    AT_WORK: ClassVar[tuple[str, ...]] = states.AT_WORK
    LEADS: ClassVar[tuple[str, ...]] = states.LEADS
    URGENCIES: ClassVar[tuple[Case.Urgency, ...]] = (Case.Urgency.ORDINARY, Case.Urgency.URGENT)

    class Meta:
        verbose_name = _("领导信箱来信")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="letter_kind_known"),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)),
                name="letter_stars_in_range",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="letter_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="letter_followers"),
            models.Index(fields=["case_ptr"], condition=UNDECIDED, name="letter_badly_rated"),
        ]

    @property
    def badly_rated(self) -> bool:
        """Whether its sender is not content, or says that nothing is settled."""
        return self.stars is not None and (self.stars <= BAD or self.settled is False)

    def show_in_mailbox(self) -> None:
        """The published item stands in the record of the mailbox it was written to."""
        PublishedLetter.objects.update_or_create(publication=self.publication, defaults={"mailbox": self.mailbox})

    def when_anonymised(self, names: tuple[str, ...]) -> None:
        self.content, self.place, self.accused = masked(self.content, names), "", ""
