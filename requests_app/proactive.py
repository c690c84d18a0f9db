"""From many requests to one publication: 条例 A.44. The applicant may suggest it; the organ decides and records why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.steps import Stage, own_or_on_paper
from interaction.organs.actors import PARTY, holders
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, LineField, TextField
from requests_app.decisions import BY_CODE
from requests_app.records import OUTCOMES
from requests_app.states import State
from requests_app.topics import asked_by_many, gather, topic_of


def _to_decide(case: Any) -> bool:
    topic = topic_of(case)
    return topic is not None and asked_by_many(topic)


def _may_suggest(case: Any) -> bool:
    topic = topic_of(case)
    disclosed = case.decision in BY_CODE and BY_CODE[case.decision].discloses
    return disclosed and (topic is None or not (topic.suggested or topic.outcome))


several_ask = Condition(
    lambda case, actor: _to_decide(case), _("没有多个申请人申请相同信息，也没有申请人建议主动公开。"), "条例第四十四条"
)
may_be_suggested = Condition(
    lambda case, actor: _may_suggest(case),
    _("只有依申请公开了的信息，才能建议主动公开；已经建议过或者已经处理的，不用再次建议。"),
    "条例第四十四条",
)


class ProactiveForm(ActionForm):
    outcome = forms.ChoiceField(label=_("处理结果"), choices=OUTCOMES, widget=forms.RadioSelect)
    where = LineField(label=_("公开在哪里（网址或者栏目）"), required=False, max_length=300)
    why_not = TextField(label=_("不纳入主动公开的理由"), required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("outcome") == "published" and not data.get("where"):
            self.add_error("where", _t("请写明公开在哪里，使以后的申请人能够直接获取（条例第四十四条）。"))
        if data.get("outcome") == "not_published" and not data.get("why_not"):
            self.add_error("why_not", _t("请写明不纳入主动公开的理由（条例第四十四条）。"))
        return data


class SuggestionForm(ActionForm):
    suggestion = TextField(
        label=_("建议的理由"), max_length=1000,
        help_text=_("例如：涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策。"),
    )  # fmt: skip


class ProactiveActions:
    """What many ask for may be published for all."""

    @action(_("建议主动公开"), source=(State.REPLIED, State.PUBLISHED, State.CLOSED), target=None,
            by=(PARTY, Role.INTAKE), at="addressed_to", form=SuggestionForm, law="条例第四十四条",
            needs=(may_be_suggested, own_or_on_paper), public_label=_("您建议将该信息主动公开"),
            public_text_field="suggestion")  # fmt: skip
    def suggest_proactive(self: Any, ctx: ActionContext, *, suggestion: str) -> None:
        """What was disclosed to one may concern all (A.44(2)): the supervisor looks at it."""
        topic = topic_of(self) or gather(self)
        topic.suggested = True
        topic.save(update_fields=["suggested"])
        for supervisor in holders(Role.SUPERVISOR, self.addressed_to):
            ctx.tell(supervisor, _t("申请人建议主动公开：%(number)s") % {"number": self.number})

    @action(_("记录主动公开情况"), source=Stage.EVERY, target=None, by=(Role.SUPERVISOR, Role.PUBLISHER), at="addressed_to",
            form=ProactiveForm, law="条例第四十四条", needs=(several_ask,))  # fmt: skip
    def record_proactive(self: Any, ctx: ActionContext, *, outcome: str, where: str, why_not: str) -> None:
        """What became of it: published where, or why not."""
        topic = topic_of(self)
        assert topic
        topic.outcome, topic.settled_on = outcome, today()
        topic.said = where if outcome == "published" else why_not
        topic.save(update_fields=["outcome", "settled_on", "said"])
