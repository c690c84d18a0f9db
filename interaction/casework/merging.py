"""One matter, several senders: a case is merged into the lead one, whose reply answers all of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.engine import perform
from interaction.casework.free_text import FreeTextMixin
from interaction.casework.steps import Stage
from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import Role
from interaction.workflow.forms import ActionForm


class LeadField(forms.ModelChoiceField):
    def label_from_instance(self, case: Any) -> str:
        return f"{case.number} {case.title}"


class MergeForm(ActionForm):
    lead = LeadField(
        label=_("并入哪一件"), queryset=None, widget=forms.RadioSelect, empty_label=None,
        help_text=_("列出的是内容相近、正在办理的。并案后，主件的答复同时答复这一位。"),
    )  # fmt: skip

    def prepare(self) -> None:
        likes = self.case.duplicates
        cases = type(self.case)._default_manager
        self.fields["lead"].queryset = cases.filter(pk__in=[one.case.pk for one in likes])
        self.fields["lead"].initial = likes[0].case if likes else None


something_alike = Condition(lambda case, actor: bool(case.duplicates), _("没有内容相近、正在办理的可以并入。"))
leads_nothing = Condition(
    lambda case, actor: not case.followers.exists(), _("别的已经并入本件，本件不能再并入其他的。")
)


class MergeActions(FreeTextMixin):
    """What a case that was merged into a lead one knows. A `FreeTextCase` is mixed in beside this."""

    def _join(self, ctx: ActionContext, lead: Any) -> None:
        self.merged_into, ctx.details["lead"] = lead, lead.number
        ctx.tell_party(_t("您的%(noun)s正在一并办理") % {"noun": self.describes.noun}, _t(
            "您的%(noun)s %(number)s 反映的事项正在办理，答复后同时告知您。"
        ) % {"noun": self.describes.noun, "number": self.number})  # fmt: skip

    @action(_("恢复单独办理"), source=Stage.MERGED, target=Stage.ACCEPTED, by=(Role.INTAKE, SYSTEM), at="addressed_to",
            mark="reopened", public_label=_("恢复办理"))  # fmt: skip
    def separate(self, ctx: ActionContext) -> None:
        """The lead case ended without an answer, or was about something else: nothing is lost."""
        self.merged_into = None

    def _for_followers(self, name: str) -> None:
        for follower in self.followers.filter(state=Stage.MERGED):
            perform(follower, name, Actor.system())
