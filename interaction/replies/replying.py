"""On the way to the reply: extension, interim replies, the draft. (Review and sign-off: steps.)"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.asking import not_pending, pending
from interaction.casework.assisting import parts_in
from interaction.casework.models import CaseMixin
from interaction.casework.people import who_works_on
from interaction.casework.steps import Stage, mine_or_nobodys
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Role
from interaction.replies.drafting import copy_answer, save_draft
from interaction.replies.replying_forms import (
    AskExtensionForm,
    ExtensionForm,
    InterimForm,
    RefusalForm,
    ReplyForm,
    SharedExtensionForm,
    reply_rule,
)
from interaction.workdays.now import today

WORKING = (Stage.HANDLING, Stage.REVIEWING)
not_extended_before = Condition(lambda case, actor: not case.extended, _("办理期限只能延长一次，本件已经延长过。"))
within_limit = Condition(
    lambda case, actor: case.due_on is not None and case.due_on >= today(),
    _("延期应当在原期限届满前批准，本件期限已经届满，请尽快答复。"),
)
# What is urgent has hours, and no more of them.
extendable = Condition(
    lambda case, actor: bool(reply_rule(case).extends), _("本件按紧急程度限时办理，不能延期，请尽快答复。")
)
not_asked_yet = not_pending("ask_extension", _("已经申请延期，正在等待批准。"))
extension_asked = pending("ask_extension", _("没有待批的延期申请。"))
contacted = Condition(lambda case, actor: case.party_contacted(), _("请先联系来件人，登记联系情况后再拟写答复。"))


class ReplyActions(CaseMixin):
    """On the handler's desk. A `FreeTextCase` is mixed in beside this."""

    @action(_("申请延期"), source=Stage.HANDLING, target=None, by=Role.HANDLER, form=AskExtensionForm,
            needs=(mine_or_nobodys, extendable, not_extended_before, within_limit, not_asked_yet))  # fmt: skip
    def ask_extension(self, ctx: ActionContext, *, reason: str) -> None:
        """The handler asks for more time; whoever signs decides before the limit runs out."""
        ctx.ask(Role.SIGNER, self.organ, _t("申请延期待批：%(number)s") % {"number": self.number})

    @action(_("不批准延期"), source=WORKING, target=None, by=(Role.SIGNER, Role.SUPERVISOR), form=RefusalForm,
            answers="ask_extension", needs=(extension_asked,))  # fmt: skip
    def refuse_extension(self, ctx: ActionContext, *, reason: str) -> None:
        """No more time: the handler answers within the limit."""
        for staff in who_works_on(self):
            ctx.tell(staff, _t("延期申请未获批准，请按期答复：%(number)s") % {"number": self.number})

    @action(_("批准延期"), source=WORKING, target=None, by=(Role.SIGNER, Role.SUPERVISOR), answers="ask_extension",
            form=ExtensionForm, mark="extended", needs=(extendable, not_extended_before, within_limit),
            public_label=_("延长办理期限"), public_text_field="reason")  # fmt: skip
    def extend(self, ctx: ActionContext, *, reason: str, workdays: int) -> None:
        """A complex matter gets more time, once; the sender is told why."""
        self._extend(ctx, reason, workdays)
        self.for_followers("extend_with_lead", {"reason": reason, "workdays": workdays})

    @action(_("随主件延期"), source=Stage.MERGED, target=None, by=SYSTEM, form=SharedExtensionForm, mark="extended",
            needs=(extendable, not_extended_before, within_limit), public_label=_("延长办理期限"),
            public_text_field="reason")  # fmt: skip
    def extend_with_lead(self, ctx: ActionContext, *, reason: str, workdays: int) -> None:
        """The matter that was approved to take longer is this sender's too; each is told, and keeps a limit of its own."""
        self._extend(ctx, reason, workdays)

    def _extend(self, ctx: ActionContext, reason: str, workdays: int) -> None:
        self.extended, ctx.amount = True, workdays
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s需要更多时间办理") % {"noun": noun}, _t(
            "您的%(noun)s %(number)s 经批准延长%(span)s办理，理由：%(reason)s"
        ) % {
            "noun": noun, "number": self.number, "span": reply_rule(self).unit.of(workdays), "reason": reason,
        })  # fmt: skip

    @action(_("阶段性答复"), source=WORKING, target=None, by=Role.HANDLER, form=InterimForm,
            mark="interim_replied", needs=(mine_or_nobodys,), public_label=_("阶段性答复"), public_text_field="progress")  # fmt: skip
    def reply_meanwhile(self, ctx: ActionContext, *, progress: str) -> None:
        """The sender is told how things stand; the clock runs on."""
        ctx.tell_party(_t("您的%(noun)s有新进展") % {"noun": self.describes.noun}, _t(
            "您的%(noun)s %(number)s 有新进展。请凭编号和查询码查看。"
        ) % {"noun": self.describes.noun, "number": self.number})  # fmt: skip
        self.for_followers("hear_news", {"news": progress})

    @action(_("拟写答复"), source=Stage.HANDLING, target=Stage.REVIEWING, by=Role.HANDLER, form=ReplyForm,
            needs=(mine_or_nobodys, parts_in, contacted), answers=("send_back", "decline_to_sign"), main=True)  # fmt: skip
    def draft_reply(self, ctx: ActionContext, *, body: str, template: Any = None, **stated: str) -> None:
        """The reply, for review, with what it has to state beside its text."""
        self.handler = ctx.actor.in_whose_post
        ctx.details["version"] = save_draft(self, ctx.actor, body=body, particulars=stated).version

    def _answer_like_lead(self, ctx: ActionContext) -> None:
        """Answer a merged case with the words of its lead; whoever answered that answers for this one too."""
        lead = self.lead
        assert lead
        copy_answer(lead, self, ctx.at)
        self.replied_on, self.organ, self.handler = ctx.on, lead.organ, lead.handler
        ctx.details["lead"], ctx.details["with"] = lead.pk, lead.number
        self._tell_answered(ctx)

    def _tell_answered(self, ctx: ActionContext) -> None:
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s已答复") % {"noun": noun}, _t(
            "您的%(noun)s %(number)s 已答复。请凭编号和查询码查看答复，并请您评价。"
        ) % {"noun": noun, "number": self.number})  # fmt: skip
