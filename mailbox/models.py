"""领导信箱: a letter to a leader from sending to the published reply.

Limits and steps: the county's configured practice, and 信访工作条例 where a letter is a petition.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Act, Condition, action
from interaction.casework.attachments import attach
from interaction.casework.channels import Channel
from interaction.casework.models import NEW, Attachment, Case
from interaction.casework.party import keep_party
from interaction.casework.steps import Dispatching, Looking, PartySteps, Stage, mine_or_nobodys
from interaction.organs.actors import PARTY
from interaction.organs.models import Organ, Role
from interaction.publicity.publishing import publish, show_rating
from interaction.publicity.steps import Publicising
from interaction.replies.drafting import latest, save_draft
from interaction.replies.steps import Answering, ApprovalForm, RemarksForm, four_eyes
from interaction.workdays.now import today
from mailbox.forms import (
    AcceptForm,
    DeclineForm,
    ExtensionForm,
    LetterForm,
    PublishLetterForm,
    RatingForm,
    ReplyForm,
    WithholdForm,
)
from mailbox.kinds import DeclineGround, Kind


class Mailbox(models.Model):
    """One leader's mailbox; letters to it are the organ's to answer."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="mailboxes", verbose_name=_("单位"))
    position = models.PositiveSmallIntegerField(_("排序"), default=100)
    open = models.BooleanField(_("开放"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("信箱")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    SCREENING = Stage.SUBMITTED, _("待审看")
    ACCEPTED = Stage.ACCEPTED, _("待交办")
    HANDLING = Stage.HANDLING, _("办理中")
    REVIEWING = Stage.REVIEWING, _("待审核")
    SIGNING = Stage.SIGNING, _("待签发")
    REPLIED = Stage.REPLIED, _("已答复")
    PUBLISHED = Stage.PUBLISHED, _("已公开")
    CLOSED = Stage.CLOSED, _("已办结")
    DECLINED = Stage.DECLINED, _("不予受理")
    WITHDRAWN = Stage.WITHDRAWN, _("已撤回")


ANSWERED = (State.REPLIED, State.PUBLISHED, State.CLOSED)

not_extended_before = Condition(lambda case, actor: not case.extended, _("办理期限只能延长一次，本件已经延长过。"))
within_limit = Condition(
    lambda case, actor: case.due_on is not None and case.due_on >= today(),
    _("延期应当在原期限届满前批准，本件期限已经届满，请尽快答复。"),
)
not_rated_before = Condition(lambda case, actor: case.stars is None, _("您已经评价过，感谢您的意见。"))


class Letter(Dispatching, Answering, Publicising, PartySteps, Looking, Case):  # type: ignore[misc]
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="letters", verbose_name=_("信箱"))
    kind = models.CharField(_("来信类型"), max_length=16, choices=Kind)
    content = models.TextField(_("正文"))
    place = models.CharField(_("地点"), max_length=80, blank=True, default="")
    extended = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField(_("满意度"), null=True)
    settled = models.BooleanField(_("是否解决"), null=True)

    describes: ClassVar[Channel]
    States: ClassVar[type[models.TextChoices]] = State
    WAITS_FOR: ClassVar[dict[str, str]] = {
        State.SCREENING: Role.INTAKE, State.ACCEPTED: Role.INTAKE, State.HANDLING: Role.HANDLER,
        State.REVIEWING: Role.REVIEWER, State.SIGNING: Role.SIGNER, State.REPLIED: Role.PUBLISHER,
    }  # fmt: skip
    ENDED: ClassVar[frozenset[str]] = frozenset({State.PUBLISHED, State.CLOSED, State.DECLINED, State.WITHDRAWN})

    class Meta:
        verbose_name = _("领导信箱来信")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="letter_kind_known"),
            models.CheckConstraint(
                condition=models.Q(stars__isnull=True) | models.Q(stars__range=(1, 5)),
                name="letter_stars_in_range",
            ),
        ]

    # -- Screening ----------------------------------------------------------------------------------------

    @action(_("提交来信"), source=NEW, target=State.SCREENING, by=PARTY, form=LetterForm, mark="received",
            told=_("已提交"))  # fmt: skip
    def submit(self, act: Act, *, mailbox: Mailbox, attachments: list[Any], **data: Any) -> None:
        """A citizen writes to a leader. The day of sending is the day of receipt."""
        self.mailbox, self.kind, self.title, self.content = (
            mailbox,
            data["kind"],
            data["title"],
            data["content"],
        )
        self.place, self.public_wish = data["place"], data["public_wish"]
        self.addressed_to = self.organ = mailbox.organ
        self.received_on = act.on
        keep_party(self, data)
        attach(self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("受理"), source=State.SCREENING, target=State.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            form=AcceptForm, mark="accepted", main=True, told=_("已受理"))  # fmt: skip
    def accept(self, act: Act, *, kind: str) -> None:
        """The letter is the government's to answer; its kind decides the limit."""
        self.kind = kind
        act.tell_party(_t("您的来信已受理"), _t(
            "%(mailbox)s已受理您的来信，编号 %(number)s。凭编号和查询码可以随时查询进度。"
        ) % {"mailbox": self.mailbox.name, "number": self.number})  # fmt: skip

    @action(_("不予受理"), source=State.SCREENING, target=State.DECLINED, by=Role.INTAKE, at="addressed_to",
            form=DeclineForm, law="信访工作条例第二十二条", mark="declined",
            told=_("未予受理"), tells="advice")  # fmt: skip
    def decline(self, act: Act, *, ground: str, advice: str) -> None:
        """Not ours to answer: the sender is told why and where to turn."""
        act.tell_party(_t("您的来信未予受理"), _t(
            "您的来信 %(number)s 未予受理，理由：%(ground)s。%(advice)s"
        ) % {"number": self.number, "ground": DeclineGround(ground).label, "advice": advice})  # fmt: skip

    # -- Handling -----------------------------------------------------------------------------------------

    @action(_("批准延期"), source=(State.HANDLING, State.REVIEWING), target=None, by=(Role.SIGNER, Role.SUPERVISOR),
            form=ExtensionForm, mark="extended", needs=(not_extended_before, within_limit),
            told=_("延长办理期限"), tells="reason")  # fmt: skip
    def extend(self, act: Act, *, reason: str, workdays: int) -> None:
        """A complex matter gets at most ten working days more, once; the sender is told why."""
        self.extended, act.amount = True, workdays
        act.tell_party(_t("您的来信需要更多时间办理"), _t(
            "您的来信 %(number)s 经批准延长 %(n)s 个工作日办理，理由：%(reason)s"
        ) % {"number": self.number, "n": workdays, "reason": reason})  # fmt: skip

    @action(_("拟写答复"), source=State.HANDLING, target=State.REVIEWING, by=Role.HANDLER, form=ReplyForm,
            needs=(mine_or_nobodys,), main=True)  # fmt: skip
    def draft_reply(self, act: Act, *, body: str) -> None:
        """The reply, for review."""
        self.handler = act.actor.staff  # type: ignore[assignment]
        act.details["version"] = save_draft(self, act.actor, body=body).version

    @action(_("退回修改"), source=State.SIGNING, target=State.HANDLING, by=Role.SIGNER, form=RemarksForm,
            needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self, act: Act, *, remarks: str) -> None:
        """The signer sends the draft back with remarks."""
        self._tell_author(act, _t("答复退回修改：%(number)s"))

    @action(_("签发答复"), source=State.SIGNING, target=State.REPLIED, by=Role.SIGNER, form=ApprovalForm,
            mark="replied", needs=(four_eyes,), main=True, told=_("答复已签发"))  # fmt: skip
    def sign(self, act: Act, *, remarks: str) -> None:
        """Sign off: the reply goes to the sender and stops the clock."""
        self.replied_on = act.on
        act.tell_party(_t("您的来信已答复"), _t(
            "您的来信 %(number)s 已答复。请凭编号和查询码查看答复，并请您评价。"
        ) % {"number": self.number})  # fmt: skip

    # -- After the reply ----------------------------------------------------------------------------------

    @action(_("评价"), source=ANSWERED, target=None, by=PARTY, form=RatingForm, mark="rated",
            needs=(not_rated_before,), main=True, told=_("您作了评价"))  # fmt: skip
    def rate(self, act: Act, *, stars: int, settled: bool, words: str) -> None:
        """The sender says whether the matter is settled and how satisfying the reply is."""
        self.stars, self.settled, act.amount = stars, settled, stars
        show_rating(self, stars)

    @action(_("公开答复"), source=State.REPLIED, target=State.PUBLISHED, by=Role.PUBLISHER, form=PublishLetterForm,
            mark="published", main=True, told=_("已公开"),
            needs=(Condition(lambda case, actor: case.public_wish, _("来信人不同意公开。")),))  # fmt: skip
    def publish_reply(self, act: Act, *, title: str, content: str, reply: str, checked: bool) -> None:
        """The masked letter and reply go on the public site, if the sender agreed."""
        clock = self.clocks.get(slot="reply")
        publish(
            self,
            title=title,
            content=content,
            reply=reply,
            kind=str(Kind(self.kind).label),
            workdays=clock.counted,
        )
        if self.stars:
            show_rating(self, self.stars)

    @action(_("不公开，直接办结"), source=State.REPLIED, target=State.CLOSED, by=Role.PUBLISHER, form=WithholdForm,
            told=_("已办结"))  # fmt: skip
    def withhold_reply(self, act: Act, *, reason: str) -> None:
        """Close without publishing."""


def reply_body(letter: Letter) -> str:
    """The signed reply's text."""
    draft = latest(letter)
    return draft.body if draft else ""
