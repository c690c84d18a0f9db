"""From a draft to sign-off: the steps by which every channel's reply comes about."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.common_answer import names_nobody
from interaction.casework.models import CaseMixin
from interaction.casework.people import who_works_on
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.replies.drafting import latest, written_by_other
from interaction.workflow.forms import ActionForm, TextField


class RemarksForm(ActionForm):
    remarks = TextField(label=_("修改意见"), max_length=2000)


class ApprovalForm(ActionForm):
    remarks = TextField(label=_("审核意见（可不填）"), required=False, max_length=2000)
    shows_draft = True


four_eyes = Condition(written_by_other, _("拟稿人不能审核、签发自己拟写的答复，请由其他同志办理。"))


def _passed(case: Any) -> list[Any]:
    """Who passed the draft under review so far: the events since it was written."""
    events = list(case.events.all())
    written = max((event.seq for event in events if event.action == "draft_reply"), default=0)
    return [event for event in events if event.seq > written and event.action in ("pass_on", "approve")]


def _levels_left(case: Any) -> int:
    return int(case.organ.review_levels) - len(_passed(case))


not_reviewed_before = Condition(
    lambda case, actor: all(actor.persons.isdisjoint(event.persons) for event in _passed(case)),
    _("您已经审核过这一稿，下一级应由其他同志审核。"),
)
last_level = Condition(lambda case, actor: _levels_left(case) <= 1, _("本单位设有多级审核，请先逐级审核。"))
more_levels = Condition(lambda case, actor: _levels_left(case) > 1, _("这是最后一级审核，请直接审核通过。"))


class DraftActions(CaseMixin):
    """Review and sign-off of a draft. Drafting and signing themselves belong to the channel: their forms differ."""

    @action(
        _("退回修改"), source=Stage.REVIEWING, target=Stage.HANDLING, by=Role.REVIEWER, form=RemarksForm,
        needs=(four_eyes,),
    )  # fmt: skip
    def send_back(self, ctx: ActionContext, *, remarks: str) -> None:
        """The reviewer sends the draft back with remarks."""
        self._tell_author(ctx, _t("答复退回修改：%(number)s"))

    @action(
        _("审核通过，送上一级审核"), source=Stage.REVIEWING, target=None, by=Role.REVIEWER, form=ApprovalForm,
        needs=(four_eyes, not_reviewed_before, more_levels), main=True,
    )  # fmt: skip
    def pass_on(self, ctx: ActionContext, *, remarks: str) -> None:
        """One level of review of several; the organ says how many it has."""

    @action(
        _("审核通过"), source=Stage.REVIEWING, target=Stage.SIGNING, by=Role.REVIEWER, form=ApprovalForm,
        needs=(four_eyes, not_reviewed_before, last_level, names_nobody), main=True,
    )  # fmt: skip
    def approve(self, ctx: ActionContext, *, remarks: str) -> None:
        """The reviewer passes the draft on to sign-off."""

    def _tell_author(self, ctx: ActionContext, subject: str) -> None:
        draft = latest(self)
        for staff in {draft.author, *who_works_on(self)} if draft else ():
            ctx.tell(staff, subject % {"number": self.number})
