"""Publishing a reply: the masked text is proposed, a person checks, changes and confirms it, the snapshot is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext
from interaction.casework.models import Case
from interaction.publicity.known import Known
from interaction.publicity.models import Publication
from interaction.publicity.proposing import MaskingChoices, propose, same_text, still_personal, without_words
from interaction.publicity.search.replies import place_reply, rated
from interaction.publicity.similarity import remember_words
from interaction.publicity.withdrawing import correct
from interaction.workdays.now import now
from interaction.workflow.forms import ActionForm, LineField, TextField

CHECKED = forms.BooleanField(
    label=_("我已逐项核对：没有姓名、电话、证件号码、住址等个人信息，也没有国家秘密、商业秘密"),
    error_messages={"required": _("请逐项核对后勾选确认，再公开。")},
)


class SnapshotForm(ActionForm):
    """A masked snapshot as it will be read, with what was found in the text it comes from.

    The page goes back and forth without script: findings are lifted, words added, the result looked at again ("again" in
    what is sent), edited by hand, and confirmed at last. What was looked at travels along in `shown`, so that nothing is
    confirmed that nobody has seen.
    """

    title = LineField(label=_("公开标题"), max_length=200)
    content = TextField(label=_("公开的来件内容"), max_length=20000)
    reply = TextField(label=_("公开的答复内容"), max_length=50000)
    added = TextField(
        label=_("还要隐去的词（每行一个，可不填）"), required=False, max_length=2000,
        help_text=_("例如没有找到的姓名、绰号。写两个字以上，在标题、来件和答复中都会隐去。"),
    )  # fmt: skip
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    checked = CHECKED
    goes_back_and_forth = True

    PLACES: ClassVar[Mapping[str, str | Promise]] = {"title": _("标题"), "content": _("来件内容"), "reply": _("答复")}

    def __init__(self, *args: Any, again: Any = None, **kwargs: Any) -> None:
        self.again = again
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.sources, names = self.texts()
        self.known = replace(self._known(), names=tuple(name for name in names if name))
        typed = self.data if self.is_bound else self.again or {}
        self.choices = MaskingChoices.typed(typed)
        self.proposal = self._proposal(self.choices)
        self.by_hand: list[str | Promise] = []
        if not self.is_bound:
            self.initial = {
                **{name: self._text(name, typed) for name in self.PLACES},
                "added": "\n".join(self.choices.added), "shown": self.choices.carried(),
            }  # fmt: skip

    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """The unmasked title, content and reply, and the names known to be personal."""
        raise NotImplementedError

    def _known(self) -> Known:
        """Return what is known of whoever wrote it; an opinion has a sender of its own, known by name alone."""
        party = getattr(self.case, "party", None)
        return Known.of(party) if party else Known()

    def _proposal(self, choices: MaskingChoices) -> Any:
        return propose(self.sources, self.known, choices, self.PLACES)

    def _text(self, name: str, typed: Any) -> str:
        """The proposal; where somebody has edited the one before by hand, that text with what was added masked."""
        before = self._proposal(MaskingChoices.shown(typed.get("shown", ""))).texts[name]
        if name not in typed or same_text(typed[name], before):
            return self.proposal.texts[name]
        self.by_hand.append(self.PLACES[name])
        return without_words(typed[name], self.choices.added)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.data.get("shown") and self.choices != MaskingChoices.shown(self.data["shown"]):
            self.add_error(None, _t("您改变了要隐去的内容。请先按“按勾选重新隐去”查看结果，核对后再提交。"))
        lifted = self.proposal.lifted_words()
        for name in self.PLACES:
            for finding in still_personal(data.get(name, ""), lifted, self.known):
                self.add_error(name, _t("还有%(label)s“%(text)s”。请改为隐去后的样子；确实不是个人信息的，在上面的表中勾选保留。")
                               % {"label": finding.label, "text": finding.text})  # fmt: skip
        return {name: value for name, value in data.items() if name not in ("added", "shown")}

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The snapshot itself is kept in its Publication; the event needs how much was found, lifted and added."""
        return {"checked": True, "masking": self.proposal.counts()}, {}


class PublishForm(SnapshotForm):
    """The first snapshot, from the case's own texts. Channels say where content and reply come from (`texts`)."""


def publish(
    case: Case, ctx: ActionContext, *, title: str, content: str, reply: str, kind: str, workdays: int | None,
    why_again: str = "",
) -> None:  # fmt: skip
    """Put the checked snapshot on the public site. A second answer takes the place of the first, and the page says so and
    why: on the sender's rating (重办), or as `why_again` has it."""
    assert case.received_on
    assert case.replied_on
    texts = {"title": title, "content": content, "reply": reply}
    publication = Publication.objects.filter(case=case).first()
    if publication is None:
        publication = Publication(case=case, channel=case.channel, number=case.number, received_on=case.received_on,
                                  published_at=now(), **texts)  # fmt: skip
    else:
        correct(publication, ctx, texts, _t("答复"), why_again or _t("根据来信人的评价重新办理，答复已更新。"))
    publication.kind, publication.organ, publication.stars = kind, case.organ, None
    publication.replied_on, publication.workdays = case.replied_on, workdays
    publication.save()
    remember_words(publication)
    place_reply(publication)


def show_rating(case: Case, stars: int) -> None:
    """A rating given after publication appears beside the published reply."""
    for publication in Publication.objects.filter(case=case).only("pk"):
        Publication.objects.filter(pk=publication.pk).update(stars=stars)
        rated(publication.pk)
