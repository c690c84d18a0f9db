"""What can be done with a published reply: correcting it, withdrawing it, pinning it as a typical one.

Nothing published disappears without a trace: the public page says what was done, when and why (政府信息公开条例 A.6:
what is published must be accurate; 个人信息保护法 A.47: what should not be public is taken back).
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action, actions_of
from interaction.casework.models import CaseMixin
from interaction.casework.steps import Stage
from interaction.organs.models import Organ, Role
from interaction.publicity.models import Publication, TypicalReply
from interaction.publicity.proposing import still_personal
from interaction.publicity.publishing import SnapshotForm
from interaction.publicity.search.replies import place_reply, remove_reply
from interaction.publicity.similarity import forget_words, remember_words
from interaction.publicity.withdrawing import correct, withdraw
from interaction.workflow.forms import ActionForm, LineField, TextField


class _Public:
    """Words that the public will read beside the item."""

    @staticmethod
    def check(form: Any, *names: str) -> None:
        for name in names:
            for finding in still_personal(form.cleaned_data.get(name, ""), set()):
                form.add_error(name, _t("这段话会公开，里面有%(label)s“%(text)s”，请删去。")
                               % {"label": finding.label, "text": finding.text})  # fmt: skip


class CorrectionForm(SnapshotForm):
    corrected = TextField(
        label=_("更正了什么（会公开）"), max_length=500, help_text=_("例如：答复中的办理地点由一楼改为二楼。")
    )
    reason = TextField(label=_("为什么更正（会公开）"), max_length=500)

    field_order = ("title", "content", "reply", "added", "shown", "corrected", "reason", "checked")

    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """The text that is public now: what masking has missed in it is found."""
        publication = Publication.objects.get(case=self.case)
        texts = {name: getattr(publication, name) for name in self.PLACES}
        return texts, self.case.party.names

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _Public.check(self, "corrected", "reason")
        return data

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        details, _words = super().remembered()
        return details, {name: self.cleaned_data[name] for name in ("corrected", "reason")}


class WithdrawPublicationForm(ActionForm):
    reason = TextField(
        label=_("撤下的理由（会公开）"), max_length=500,
        help_text=_("撤下后，公开页只留撤下的日期和理由，不再显示内容。请不要在理由里写个人信息。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        _Public.check(self, "reason")
        return self.cleaned_data


class PinForm(ActionForm):
    question = LineField(
        label=_("改写成常见问法（可不填）"), required=False, max_length=200,
        help_text=_("例如：新生儿怎么参加居民医保？不填就用公开的标题。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        _Public.check(self, "question")
        return self.cleaned_data


is_public = Condition(
    lambda case, actor: Publication.objects.filter(case=case, withdrawn_at=None).exists(), _("这件答复现在没有公开。")
)
not_pinned = Condition(
    lambda case, actor: not TypicalReply.objects.filter(publication__case=case).exists(), _("已经是典型答复。")
)
pinned = Condition(
    lambda case, actor: TypicalReply.objects.filter(publication__case=case).exists(), _("这件不是典型答复。")
)


class PublicationActions(CaseMixin):
    """After publication. Publishing itself belongs to the channel: where its text comes from differs."""

    @property
    def publishing_organ(self) -> Organ:
        """Where the publisher must hold the post: as for the channel's own step of publishing."""
        organ: Organ = getattr(self, actions_of(type(self))["publish_reply"].at)
        return organ

    @action(_("更正公开内容"), source=Stage.PUBLISHED, target=None, by=Role.PUBLISHER, at="publishing_organ",
            form=CorrectionForm, law="政府信息公开条例第六条", needs=(is_public,), after_use=True)  # fmt: skip
    def correct_publication(
        self, ctx: ActionContext, *, corrected: str, reason: str, checked: bool, **texts: str
    ) -> None:
        """The public item gets a new text, and says what was corrected and why."""
        remember_words(correct(self.publication, ctx, texts, corrected, reason))
        place_reply(self.publication)

    @action(_("撤下公开内容"), source=Stage.PUBLISHED, target=Stage.CLOSED, by=Role.PUBLISHER, at="publishing_organ",
            form=WithdrawPublicationForm, law="个人信息保护法第四十七条", needs=(is_public,), after_use=True,
            public_label=_("公开内容已撤下"), public_text_field="reason")  # fmt: skip
    def withdraw_publication(self, ctx: ActionContext, *, reason: str) -> None:
        """The item is taken back; its page says when and why."""
        forget_words(withdraw(self.publication, ctx, reason))
        remove_reply(self.publication)

    @action(_("设为典型答复"), source=Stage.PUBLISHED, target=None, by=Role.PUBLISHER, at="publishing_organ",
            form=PinForm, needs=(is_public, not_pinned))  # fmt: skip
    def pin_reply(self, ctx: ActionContext, *, question: str) -> None:
        """The reply stands among the typical ones, and is offered first to who writes something alike."""
        TypicalReply.objects.create(publication=self.publication, question=question, pinned_at=ctx.at)
        remember_words(self.publication)
        place_reply(self.publication)

    @action(_("取消典型答复"), source=Stage.PUBLISHED, target=None, by=Role.PUBLISHER, at="publishing_organ",
            needs=(is_public, pinned))  # fmt: skip
    def unpin_reply(self, ctx: ActionContext) -> None:
        """The reply is one among many again."""
        TypicalReply.objects.filter(publication__case=self).delete()
        remember_words(self.publication)
        place_reply(self.publication)
