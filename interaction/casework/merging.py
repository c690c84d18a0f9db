"""One matter, several senders: cases are joined to a lead one, and whatever ends the lead decides for each of them.

A follower is a case of its own: its clock runs on, it has its own answer, rating and rework. Merging buys no time, and
separating gives none back. The lead is due by the earliest day of all.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Min, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import refuse_accused
from interaction.casework.actions import ActionContext, Condition, action, actions_of
from interaction.casework.common_answer import names_nobody, particulars_said
from interaction.casework.engine import perform
from interaction.casework.free_text import FreeTextMixin
from interaction.casework.leads import case_by_number, refresh_leads
from interaction.casework.models import NEW, Event
from interaction.casework.similarity import forget_pairs, remember_pairs
from interaction.casework.steps import Stage
from interaction.errors import NotNow
from interaction.notices import live
from interaction.organs.actors import SYSTEM, Actor, holders
from interaction.organs.models import Role
from interaction.workflow.forms import ActionForm, LineField, TextField

ANSWERS = ("replied", "replied_again")


class LeadField(forms.ModelChoiceField):
    def label_from_instance(self, case: Any) -> str:
        return f"{case.number} {case.title}"


class NewsForm(ActionForm):
    news = TextField(label=_("办理进展"), max_length=2000)


class MergeForm(ActionForm):
    lead = LeadField(
        label=_("并入哪一件"), queryset=None, widget=forms.RadioSelect, empty_label=None, required=False,
        help_text=_("列出的是内容相近、正在办理的。并案后，主件的答复同时答复这一位。"),
    )  # fmt: skip
    number = LineField(
        label=_("或者填写主件编号"), required=False, max_length=40,
        help_text=_("上面没有的，填写正在办理的那一件的编号。"),
    )  # fmt: skip

    def prepare(self) -> None:
        likes = self.case.duplicates
        self.fields["lead"].queryset = self.case.possible_leads()
        self.fields["lead"].choices = [
            (one.case.pk, self.fields["lead"].label_from_instance(one.case)) for one in likes
        ]
        if likes:
            self.fields["lead"].initial = likes[0].case.pk
        elif not self.data.get("lead"):  # a page may know a lead that this list does not (the console)
            del self.fields["lead"]
            self.fields["number"].label, self.fields["number"].required = _("主件编号"), True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        number = data.pop("number", "")
        if number:
            data["lead"] = self._by_number(number)
        if not data.get("lead") and not self.errors:
            self.add_error(None, _t("请选择并入哪一件，或者填写主件编号。"))
        if data.get("lead"):  # whoever answers the lead answers this one too
            refuse_accused(self.case, data["lead"].organ)
        return data

    def _by_number(self, number: str) -> Any:
        named = case_by_number(number)
        if named is None or named.pk == self.case.pk or named.channel != self.case.channel:
            self.add_error("number", _t("没有编号为“%(number)s”的同类来件，请核对编号。") % {"number": number})
            return None
        lead = self.case.possible_leads().filter(pk=named.pk).first()
        if lead is None:
            self.add_error("number", _t("%(number)s 现在是“%(state)s”，不能作为主件。请填写正在办理的一件。") % {
                "number": named.number, "state": named.state_label,
            })  # fmt: skip
        return lead

    @classmethod
    def names_cases(cls, data: Mapping[str, Any]) -> list[int]:
        """The lead, by key or by number, whatever else is wrong with what was sent."""
        key, number = str(data.get("lead") or ""), str(data.get("number") or "")
        by_number = case_by_number(number) if number else None
        return [*([int(key)] if key.isdecimal() else []), *([by_number.pk] if by_number else [])]


others_at_work = Condition(lambda case, actor: case.possible_leads().exists(), _("没有正在办理的其他来件可以并入。"))


class MergeActions(FreeTextMixin):
    """What a case that was merged into a lead one knows. A `FreeTextCase` is mixed in beside this."""

    @classmethod
    def joined_with(cls, keys: set[int]) -> set[int]:
        merged: Any = cls._default_manager.filter(state=Stage.MERGED)
        leads = merged.filter(pk__in=keys).values("merged_into")
        pairs = merged.filter(Q(merged_into__in=keys) | Q(merged_into__in=leads)).values_list("pk", "merged_into")
        return keys.union(*pairs)

    @property
    def lead(self) -> Any:
        return self.merged_into if self.state == Stage.MERGED else None

    def due_with(self, own: date | None) -> date | None:
        if own is None or self._state.adding:
            return own
        theirs = self.followers.filter(state=Stage.MERGED).aggregate(earliest=Min("due_on"))["earliest"]
        return min(own, theirs) if theirs else own

    def when_recorded(self, event: Event) -> None:
        """Let a lead's end decide for each that follows it; let the lead know of the one that came or went."""
        if event.state_before == NEW:
            remember_pairs(self)
        elif not self.is_open:
            forget_pairs(self)
        if Stage.MERGED in (event.state_before, event.state_after):
            lead: Any = event.details.get("lead") or self.merged_into_id
            refresh_leads(type(self), [lead])
            live.case_changed(lead, {self.organ.path})
        elif event.state_before != NEW and self.state not in self.LEADS:
            self.for_followers("answer_with_lead" if event.mark in ANSWERS else "separate")

    def _join(self, ctx: ActionContext, lead: Any) -> None:
        """Join a lead, with all that follow this one."""
        self._follow(ctx, lead)
        ctx.tell_party(_t("您的%(noun)s正在一并办理") % {"noun": self.describes.noun}, _t(
            "您的%(noun)s %(number)s 反映的事项正在办理，答复后同时告知您。"
        ) % {"noun": self.describes.noun, "number": self.number})  # fmt: skip
        self.for_followers("follow", {"lead": lead.pk})

    @action(_("随主件改并"), source=Stage.MERGED, target=None, by=SYSTEM, form=MergeForm)
    def follow(self, ctx: ActionContext, *, lead: Any) -> None:
        """The lead has joined another one: all answer to that."""
        self._follow(ctx, lead)

    def _follow(self, ctx: ActionContext, lead: Any) -> None:
        self.merged_into = lead
        ctx.details |= {"lead": lead.pk, "with": lead.number}

    @action(_("恢复单独办理"), source=Stage.MERGED, target=Stage.ACCEPTED, by=(Role.INTAKE, SYSTEM), at="addressed_to",
            public_label=_("恢复办理"))  # fmt: skip
    def separate(self, ctx: ActionContext) -> None:
        """The lead case ended without an answer, or was about something else: nothing is lost, and no day is won."""
        lead = self.lead
        self.merged_into = None
        ctx.details |= {"lead": lead.pk, "with": lead.number}
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s恢复单独办理") % {"noun": noun}, _t(
            "您的%(noun)s %(number)s 不再与其他来件一并办理，现在单独办理，答复期限不变。"
        ) % {"noun": noun, "number": self.number})  # fmt: skip
        for staff in holders(Role.INTAKE, self.addressed_to):
            ctx.tell(staff, _t("恢复单独办理，请交办：%(number)s") % {"number": self.number})

    @action(_("收到办理进展"), source=Stage.MERGED, target=None, by=SYSTEM, form=NewsForm, mark="interim_replied",
            public_label=_("办理进展"), public_text_field="news")  # fmt: skip
    def hear_news(self, ctx: ActionContext, *, news: str) -> None:
        """What is told meanwhile of the lead reaches this sender too."""
        noun = self.describes.noun
        ctx.tell_party(_t("您反映的事项有新进展"), _t("您的%(noun)s %(number)s：%(news)s") % {
            "noun": noun, "number": self.number, "news": news,
        })  # fmt: skip

    def merged_cases(self) -> list[Any]:
        return [] if self._state.adding else list(self.followers.filter(state=Stage.MERGED).order_by("pk"))

    def for_followers(self, name: str, data: Mapping[str, Any] | None = None) -> None:
        """Do an action of the system to every follower; raise NotNow where its words would name one of the senders."""
        if any(particulars_said(self, text) for text in (data or {}).values() if isinstance(text, str)):
            raise NotNow(names_nobody.message)
        system = Actor.system()
        for follower in self.merged_cases():
            if actions_of(type(self))[name].unmet(follower, system) is None:
                perform(follower, name, system, data)
